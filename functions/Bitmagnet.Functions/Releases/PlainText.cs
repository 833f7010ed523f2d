using System.Buffers;
using System.Net;

namespace Bitmagnet.Functions.Releases;

/// <summary>Undoes what sites, feeds and decorators do to a name before it is read.</summary>
internal static class PlainText
{
    /// <summary>How many characters of a name are read; real names are far shorter (file systems allow 255 bytes).</summary>
    public const int MaxLength = 2048;

    private const char CyrillicHa = 'х';

    private static readonly SearchValues<char> Escapes = SearchValues.Create("%&\t\r\n");
    private static readonly string[] EscapedSeparators = ["%20", "%5B", "%5b", "%28", "%2E", "%2e"];

    /// <summary>
    /// The name without escapes (<c>%20</c>, <c>&amp;#039;</c>), with full-width and mathematical letters, blanks and dashes made plain, and
    /// without emoji and characters of no width.
    /// </summary>
    public static string Of(string name)
    {
        var text = name.AsSpan(0, Math.Min(name.Length, MaxLength)).Trim();
        if (Ascii.IsValid(text) && !text.ContainsAny(Escapes))
        {
            return text.ToString();
        }

        return Fold(Unescape(text.ToString())).Trim();
    }

    private static string Unescape(string text)
    {
        if (Array.Exists(EscapedSeparators, escape => text.Contains(escape, StringComparison.Ordinal)))
        {
            text = Uri.UnescapeDataString(text);
        }

        return text.Contains('&', StringComparison.Ordinal) && text.Contains(';', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text;
    }

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                AppendPair(folded, c, text[++i]);
            }
            else if (c is '\u00ad' or >= '\u200b' and <= '\u200f' or '\u2060' or '\ufe0e' or '\ufe0f' or '\ufeff')
            {
                continue;
            }
            else if (c is CyrillicHa or '×' && IsDigit(text, i - 1) && IsDigit(text, i + 1))
            {
                // "06х01" is often typed on another keyboard.
                folded.Append('x');
            }
            else
            {
                folded.Append(Plain(c));
            }
        }

        return folded.ToString();
    }

    private static char Plain(char c) => c switch
    {
        >= '\uff01' and <= '\uff5e' => (char)(c - 0xfee0),
        '\u3000' or '\u00a0' or >= '\u2000' and <= '\u200a' or '\t' or '\r' or '\n' => ' ',
        '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
        '\u301c' => '~',
        _ => c,
    };

    /// <summary>Turns mathematical letters and digits into plain ones and emoji into spaces; keeps rare Chinese characters.</summary>
    private static void AppendPair(StringBuilder folded, char high, char low)
    {
        var code = char.ConvertToUtf32(high, low);
        if (code is >= 0x1d400 and <= 0x1d6a3)
        {
            // Thirteen alphabets of capitals and small letters in a row.
            var letter = (code - 0x1d400) % 52;
            folded.Append((char)(letter < 26 ? 'A' + letter : 'a' + letter - 26));
        }
        else if (code is >= 0x1d7ce and <= 0x1d7ff)
        {
            folded.Append((char)('0' + (code - 0x1d7ce) % 10));
        }
        else if (code is >= 0x1f130 and <= 0x1f149 or >= 0x1f150 and <= 0x1f169 or >= 0x1f170 and <= 0x1f189)
        {
            folded.Append((char)('A' + (code - 0x1f130) % 32));
        }
        else if (CharUnicodeInfo.GetUnicodeCategory(code) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherNotAssigned)
        {
            folded.Append(' ');
        }
        else
        {
            folded.Append(high).Append(low);
        }
    }

    private static bool IsDigit(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiDigit(text[at]);
}
