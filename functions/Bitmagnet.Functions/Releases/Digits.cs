namespace Bitmagnet.Functions.Releases;

/// <summary>Counts digits in words, which are too short for a vectorised search to pay.</summary>
internal static class Digits
{
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
