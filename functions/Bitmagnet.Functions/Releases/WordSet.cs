using System.Collections.Frozen;

namespace Bitmagnet.Functions.Releases;

/// <summary>A set of words that is searched by slices of a name, without copying them.</summary>
/// <param name="words">The words in lower case, with white space between them.</param>
internal sealed class WordSet(string words)
{
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> all = words
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public bool Contains(ReadOnlySpan<char> word) => all.Contains(word);
}
