namespace Bitmagnet.Functions.Wording;

/// <summary>Text that strangers wrote, for a terminal. Pure.</summary>
internal static class VisibleText
{
    /// <summary>Shows as its code each character that would move the cursor, break the line or turn the direction of writing.</summary>
    public static string Of(string text) => string.Concat(text.Select(character =>
        char.IsControl(character) || character is (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
            ? $"\\u{(int)character:X4}"
            : character.ToString()));
}
