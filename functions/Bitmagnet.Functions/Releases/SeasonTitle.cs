namespace Bitmagnet.Functions.Releases;

/// <summary>Tells films whose title ends in "Season 2" ("Open Season 2 (2008)") from seasons.</summary>
internal static class SeasonTitle
{
    /// <summary>What kinds of season there are beside a series': of the year, of sports, of the hunt.</summary>
    private static readonly WordSet Kinds = new("""
        open closed rainy dry wet monsoon fire storm hurricane flu silly festive holiday christmas high low off duck deer rabbit turkey bear
        crab lobster mango cherry harvest pilot wedding prom love rutting cuffing awards baseball football rugby derby
        """);

    /// <summary>
    /// Whether the only marker is a season's word and number, behind a kind of season ("Hunting Season 2") and in front of the year: what
    /// says neither an episode nor "complete" is then rather a film.
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
