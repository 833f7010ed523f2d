namespace Bitmagnet.Functions.Wording;

/// <summary>Numbers with their nouns, as people write them. Pure.</summary>
internal static class Counted
{
    /// <summary><c>1 torrent</c>, <c>5,000 torrents</c>; with both forms given also <c>1 message waits</c>, <c>2 messages wait</c>.</summary>
    /// <param name="many">The words behind any other number; null: those of one with an s.</param>
    public static string Of(long number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {Noun(number, one, many)}");

    /// <summary>The words alone: a log keeps its number as a value of its own.</summary>
    /// <param name="many">The words behind any other number; null: those of one with an s.</param>
    public static string Noun(long number, string one, string? many = null) => number == 1 ? one : many ?? one + "s";
}
