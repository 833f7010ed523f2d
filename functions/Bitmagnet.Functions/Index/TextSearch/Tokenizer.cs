namespace Bitmagnet.Functions.Index.TextSearch;

/// <summary>Splits text into the words that bitmagnet's search vectors hold (bitmagnet contract §5 Tokens).</summary>
public static class Tokenizer
{
    // Above it writing has no spaces between words, so every character is a word.
    private const int LastOfSpacedScripts = 0x1FFF;

    /// <summary>The words of a text, in order.</summary>
    public static List<string> Tokenize(string text)
    {
        var tokens = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsWordCharacter(rune))
            {
                EndWord();
                continue;
            }

            var lower = ToLower(rune);
            if (lower.IsAscii)
            {
                word.Append((char)lower.Value);
                continue;
            }

            var standsAlone = lower.Value > LastOfSpacedScripts;
            if (standsAlone)
            {
                EndWord();
            }

            if (Transliteration.Find(lower) is not { } entry)
            {
                continue;
            }

            // The replacements are bitmagnet's: a quote or a backslash would need escaping in a tsvector literal.
            var ascii = entry
                .Replace("'", "_sq_", StringComparison.Ordinal)
                .Replace("\\", "_bs_", StringComparison.Ordinal)
                .Trim();
            word.Append(ascii);
            if (standsAlone || ascii.Length == 0)
            {
                EndWord();
            }
        }

        EndWord();
        return tokens;

        void EndWord()
        {
            if (word.Length > 0)
            {
                tokens.Add(word.ToString());
                word.Clear();
            }
        }
    }

    private static bool IsWordCharacter(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber;

    // Go lower-cases İ (U+0130) to i; .NET's invariant culture leaves it (bitmagnet contract §5).
    private static Rune ToLower(Rune rune) => rune.Value == 0x130 ? new Rune('i') : Rune.ToLowerInvariant(rune);
}
