using System.Buffers;

namespace Bitmagnet.Functions.Releases;

/// <summary>Counts digits in words, which are too short for a vectorised search to pay.</summary>
internal static class Digits
{
    /// <summary>The digits of checksums and info hashes, in lower case.</summary>
    public static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>How many ASCII digits a word begins with.</summary>
    public static int Leading(ReadOnlySpan<char> word)
    {
        var count = 0;
        while (count < word.Length && char.IsAsciiDigit(word[count]))
        {
            count++;
        }

        return count;
    }
}
