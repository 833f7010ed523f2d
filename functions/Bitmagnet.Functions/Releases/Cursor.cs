namespace Bitmagnet.Functions.Releases;

/// <summary>A position in lower-case text that moves forward only; each step looks at a bounded number of characters.</summary>
internal ref struct Cursor(ReadOnlySpan<char> text, int at)
{
    private const int LongestWord = 10;

    private readonly ReadOnlySpan<char> _text = text;

    /// <summary>The position in the text.</summary>
    public int At { get; set; } = at;

    /// <summary>The character at the position; NUL at the end of the text.</summary>
    public readonly char Current => At < _text.Length ? _text[At] : '\0';

    /// <summary>Whether the current character ends a word.</summary>
    public readonly bool AtBoundary => Tokenizer.Family(Current) != 1;

    /// <summary>Steps over the given text if it comes next.</summary>
    public bool Take(ReadOnlySpan<char> expected)
    {
        if (!_text[At..].StartsWith(expected, StringComparison.Ordinal))
        {
            return false;
        }

        At += expected.Length;
        return true;
    }

    /// <summary>Steps over a word of the set and the separator after it, if they come next.</summary>
    public bool TakeWord(WordSet words)
    {
        var end = At;
        while (end < _text.Length && end - At < LongestWord && char.IsLetter(_text[end]))
        {
            end++;
        }

        if (end >= _text.Length || _text[end] is not (' ' or '.' or '_') || !words.Contains(_text[At..end]))
        {
            return false;
        }

        At = end + 1;
        return true;
    }

    /// <summary>Steps over a space, dot or underscore if one comes next.</summary>
    public bool TakeSeparator()
    {
        var isOne = Current is ' ' or '.' or '_';
        At += isOne ? 1 : 0;
        return isOne;
    }

    /// <summary>Steps over up to three characters of a set.</summary>
    public void Skip(ReadOnlySpan<char> set)
    {
        for (var i = 0; i < 3 && At < _text.Length && set.Contains(_text[At]); i++)
        {
            At++;
        }
    }

    /// <summary>Steps over a number whose count of digits lies within the bounds.</summary>
    public bool Number(int least, int most, out int value)
    {
        value = 0;
        var digits = 0;
        while (digits <= most && At + digits < _text.Length && char.IsAsciiDigit(_text[At + digits]))
        {
            value = value * 10 + (_text[At + digits] - '0');
            digits++;
        }

        if (digits < least || digits > most)
        {
            return false;
        }

        At += digits;
        return true;
    }
}
