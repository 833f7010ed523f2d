namespace Bitmagnet.Functions.Releases;

/// <summary>Tells a film whose title ends in "Season 2" ("Open Season 2 (2008)") from a series' season.</summary>
internal static class SeasonTitle
{
    /// <summary>Words that name another kind of season: of the year, of a sport, of hunting.</summary>
    private static readonly WordSet Kinds = new("""
        open closed rainy dry wet monsoon fire storm hurricane flu silly festive holiday christmas high low off duck deer rabbit turkey bear
        crab lobster mango cherry harvest pilot wedding prom love rutting cuffing awards baseball football rugby derby
        """);

    /// <summary>
    /// Whether the name is rather a film's: its only marker is "season" and a number, after a kind of season ("Hunting Season 2") and
    /// before the year, and nothing says "episode" or "complete".
    /// </summary>
    public static bool IsFilm(TokenizedName name, MarkerScan scan, int start, int yearAt)
    {
        var before = name.Word(scan.First - 1);
        return scan.First > start && scan.End == scan.First + 2 && scan.AirDate is null && !scan.Episodes.HasEpisodes
            && name.Word(scan.First) is "season" && name.Number(scan.First + 1) is > 1 and < 10 && yearAt == scan.End
            && (Kinds.Contains(before) || (before.Length > 5 && before.EndsWith("ing", StringComparison.Ordinal)))
            && (yearAt + 1 >= name.Count || name.Mark(yearAt + 1) is Mark.Noise or Mark.Language);
    }
}
