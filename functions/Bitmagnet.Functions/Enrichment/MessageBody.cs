using System.Buffers.Text;
using System.Text.Unicode;
using System.Xml;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>
/// Decodes messages of a queue. The host passes them on unchanged (host.json, messageEncoding none), since one that it could not decode
/// would reach neither a function nor the ledger. Pure.
/// </summary>
public static class MessageBody
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The text of a message sent as text or as its base64, without a byte order mark. Never throws.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> message)
    {
        var text = WithoutMark(message);
        if (!Base64.IsValid(text.Span, out var length) || length == 0)
        {
            return text;
        }

        var decoded = new byte[length];
        Base64.DecodeFromUtf8(text.Span, decoded, out _, out var written);

        // A plain word may look like base64 but does not decode to text.
        return Utf8.IsValid(decoded.AsSpan(0, written)) ? WithoutMark(decoded.AsMemory(0, written)) : text;
    }

    /// <summary>Encodes a body for <see cref="Decode"/>: as text, or as base64 if XML cannot hold it or if it looks like base64.</summary>
    public static string Encode(ReadOnlySpan<byte> body) => Utf8.IsValid(body) && Encoding.UTF8.GetString(body) is var text
        && !Base64.IsValid(text) && IsXml(text)
            ? text
            : Convert.ToBase64String(body);

    private static bool IsXml(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!XmlConvert.IsXmlChar(text[index]) && !(char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[++index])))
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
}
