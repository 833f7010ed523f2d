namespace Bitmagnet.Functions.Matching;

/// <summary>The matcher's thresholds, chosen from the labelled set (docs/accuracy-matching.md).</summary>
internal static class MatchRules
{
    /// <summary>The lowest score that is accepted.</summary>
    public const double Threshold = 0.87;

    /// <summary>Scores closer than this count as equal; two equal ones are ambiguous.</summary>
    public const double Margin = 0.01;

    /// <summary>
    /// Among series that agree equally, popularity decides for one with this many times every rival's, unless votes contradict.
    /// </summary>
    public const double SeriesLead = 4;

    /// <summary>The same for films.</summary>
    public const double FilmLead = 5;

    /// <summary>Episodes that a series may lack on TMDB, which counts double ones and specials in its own way.</summary>
    public const int UncountedEpisodes = 3;

    /// <summary>With this many times every rival's popularity, a series needs no votes: releases are mostly new episodes.</summary>
    public const double SureSeriesLead = 10;

    /// <summary>
    /// With a smaller lead, a series needs at least this share of a rival's votes: an old favourite may be less popular today.
    /// </summary>
    public const double SeriesVotes = 0.2;

    /// <summary>A leading film needs this many times a rival's votes: every new film is popular for a month.</summary>
    public const double FilmVotes = 2;

    /// <summary>Popularity below this is noise and counts as this.</summary>
    public const double LeastPopularity = 0.5;

    /// <summary>The share of its popularity that a candidate keeps if it differs in an article, which names rarely drop or add.</summary>
    public const double ArticleShare = 0.01;

    /// <summary>How many namesakes' details may be asked for one name.</summary>
    public const int Inspections = 4;

    /// <summary>Nearly every series has this many episodes in its first season, so these tell nothing.</summary>
    public const int CommonEpisodes = 6;

    /// <summary>How many days before its release date a title may appear: leaks, premieres, other countries.</summary>
    public const int EarliestDays = 30;

    /// <summary>How many candidates' details may be asked to confirm a match by another title.</summary>
    public const int Confirmations = 2;

    /// <summary>Without a year, a search with more results than this matched words rather than a title.</summary>
    public const int FewResults = 3;

    /// <summary>Strict (no type from bitmagnet): a title of one word must have this many letters.</summary>
    public const int StrictLength = 5;

    /// <summary>The factor that a film's year gives its score.</summary>
    public static double MovieFactor(YearAgreement year) => year switch
    {
        YearAgreement.Equal => 1,
        YearAgreement.OneApart => 0.95,
        YearAgreement.NotNamed => 0.9,
        YearAgreement.NotKnown => 0.85,
        _ => 0,
    };

    /// <summary>The factor that a series' year gives its score. The year is only a hint.</summary>
    public static double TvFactor(YearAgreement year) => year switch
    {
        YearAgreement.Equal => 1,
        YearAgreement.OneApart => 0.97,
        YearAgreement.NotNamed or YearAgreement.NotKnown => 0.95,
        YearAgreement.Later => 0.93,
        _ => 0,
    };
}
