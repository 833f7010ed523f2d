using System.Collections.Frozen;

namespace Bitmagnet.Functions.Releases;

/// <summary>Words that are looked up by slices of a name, without a copy.</summary>
/// <param name="words">The words in lower case, with white space between them.</param>
internal sealed class WordSet(string words)
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> all = words
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the word is one of them.</summary>
    public bool Contains(ReadOnlySpan<char> word) => all.Contains(word);
}
