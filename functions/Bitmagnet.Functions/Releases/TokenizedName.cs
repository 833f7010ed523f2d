namespace Bitmagnet.Functions.Releases;

/// <summary>A name split into words. The text between them is kept, since separators carry meaning.</summary>
internal sealed class TokenizedName(string text, string lower, IReadOnlyList<Token> tokens)
{
    /// <summary>The mark of each word plus one; 0 until it is looked up.</summary>
    private readonly byte[] _marks = new byte[tokens.Count];

    /// <summary>The name as <see cref="PlainText"/> leaves it.</summary>
    public string Text { get; } = text;

    /// <summary>The same text in lower case, with equal positions.</summary>
    public string Lower { get; } = lower;

    public IReadOnlyList<Token> Tokens { get; } = tokens;

    /// <summary>Whether the name ended in a video extension, so it is a file's name.</summary>
    public bool IsVideoFile { get; init; }

    public int Count => Tokens.Count;

    /// <summary>A word in lower case; empty outside the name.</summary>
    public ReadOnlySpan<char> Word(int index) =>
        index < 0 || index >= Count ? default : Lower.AsSpan(Tokens[index].Start, Tokens[index].Length);

    /// <summary>A word as written.</summary>
    public ReadOnlySpan<char> Written(int index) => Text.AsSpan(Tokens[index].Start, Tokens[index].Length);

    /// <summary>What a word may mean; looked up once and remembered.</summary>
    public Mark Mark(int index)
    {
        if (index < 0 || index >= Count)
        {
            return Releases.Mark.Word;
        }

        if (_marks[index] == 0)
        {
            _marks[index] = (byte)(Vocabulary.Of(this, index) + 1);
        }

        return (Mark)(_marks[index] - 1);
    }

    /// <summary>Whether a word of a range has a trait.</summary>
    public bool Any(int from, int to, Func<TokenizedName, int, bool> hasTrait)
    {
        while (from < to && !hasTrait(this, from))
        {
            from++;
        }

        return from < to;
    }

    /// <summary>The text between a word and the one before it, or between it and the name's start or end.</summary>
    public ReadOnlySpan<char> Gap(int index)
    {
        var start = index == 0 || Count == 0 ? 0 : Tokens[index - 1].End;
        var end = index >= Count ? Text.Length : Tokens[index].Start;
        return Text.AsSpan(start, end - start);
    }

    /// <summary>The text as written from the start of one word to the start of another.</summary>
    public ReadOnlySpan<char> Section(int from, int to)
    {
        if (from >= to)
        {
            return default;
        }

        var end = to >= Count ? Text.Length : Tokens[to].Start;
        return Text.AsSpan(Tokens[from].Start, end - Tokens[from].Start);
    }

    /// <summary>The same name with one word split in two, the first part of a length in characters.</summary>
    public TokenizedName Split(int index, int length)
    {
        var word = Tokens[index];
        var middle = word.Start + length;
        return new TokenizedName(Text, Lower, [.. Tokens.Take(index), word with { End = middle }, word with { Start = middle }, .. Tokens.Skip(index + 1)])
        {
            IsVideoFile = IsVideoFile,
        };
    }

    /// <summary>The value of a word that is a number; -1 for others.</summary>
    public int Number(int index)
    {
        var word = Word(index);
        if (word.Length is 0 or > 8)
        {
            return -1;
        }

        var value = 0;
        foreach (var c in word)
        {
            if (!char.IsAsciiDigit(c))
            {
                return -1;
            }

            value = value * 10 + (c - '0');
        }

        return value;
    }

    /// <summary>Whether the word is the first of its bracket group.</summary>
    public bool OpensGroup(int index) =>
        index < Count && Tokens[index].Group > 0 && (index == 0 || Tokens[index - 1].Group != Tokens[index].Group);

    /// <summary>Index after the last word of the bracket group that a word stands in.</summary>
    public int GroupEnd(int index)
    {
        var group = Tokens[index].Group;
        while (index < Count && Tokens[index].Group == group)
        {
            index++;
        }

        return index;
    }
}

/// <summary>A word of a name, the number of its bracket group (0 outside) and the character that opened that (NUL outside).</summary>
internal readonly record struct Token(int Start, int End, int Group, char Bracket)
{
    public int Length => End - Start;
}
