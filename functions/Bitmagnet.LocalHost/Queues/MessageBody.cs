using Bitmagnet.LocalHost.Configuration;

namespace Bitmagnet.LocalHost.Queues;

/// <summary>Bodies of queue messages, as they lie in storage and as functions see them.</summary>
internal static class MessageBody
{
    /// <summary>The longest body in storage, in bytes.</summary>
    public const int MaxStored = 64 * 1024;

    /// <summary>The longest body whose base64 fits: four characters for three bytes.</summary>
    public const int MaxEncoded = MaxStored / 4 * 3;

    /// <summary>The body as a function sees it; null where it is not written in the encoding.</summary>
    public static BinaryData? Decode(BinaryData stored, MessageEncoding encoding)
    {
        if (encoding == MessageEncoding.None)
        {
            return stored;
        }

        try
        {
            return new BinaryData(Convert.FromBase64String(stored.ToString()));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// The body of an undecodable message, encoded for the poison queue, so that the poison queue's function can be run
    /// with it. Cut where its base64 would not fit into a message.
    /// </summary>
    public static string Encode(BinaryData stored)
    {
        var bytes = stored.ToMemory().Span;
        var length = Math.Min(bytes.Length, MaxEncoded);

        // Not within a character: a UTF-8 continuation byte starts with the bits 10.
        while (length < bytes.Length && length > 0 && (bytes[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return Convert.ToBase64String(bytes[..length]);
    }
}
