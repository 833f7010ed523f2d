namespace Bitmagnet.Functions.Matching;

/// <summary>The figures of the matcher, chosen from the labelled set (docs/accuracy-matching.md).</summary>
internal static class MatchRules
{
    /// <summary>The least score that is accepted.</summary>
    public const double Threshold = 0.87;

    /// <summary>Scores closer than this are equal, and two equal ones are ambiguous.</summary>
    public const double Margin = 0.01;

    /// <summary>Of series that agree equally, popularity decides for one that has this many times every other's, unless votes say otherwise.</summary>
    public const double SeriesLead = 4;

    /// <summary>The same of films.</summary>
    public const double FilmLead = 5;

    /// <summary>Episodes that a series may lack on TMDB, which counts double ones and specials in its own way.</summary>
    public const int UncountedEpisodes = 3;

    /// <summary>Of a series that has this many times another's popularity the votes are not asked: new episodes are what is released.</summary>
    public const double SureSeriesLead = 10;

    /// <summary>A series that leads by less may have no fewer votes than this part of another's: an old one is not on everybody's lips.</summary>
    public const double SeriesVotes = 0.2;

    /// <summary>A film that leads has this many times another's votes: a new one is on everybody's lips for a month.</summary>
    public const double FilmVotes = 2;

    /// <summary>Popularities below this are noise, and count as this.</summary>
    public const double LeastPopularity = 0.5;

    /// <summary>A name rarely leaves out or adds an article: the popularity of a candidate that differs in it counts as this part.</summary>
    public const double ArticleShare = 0.01;

    /// <summary>How many namesakes' details may be asked for one name.</summary>
    public const int Inspections = 4;

    /// <summary>So many episodes of a first season nearly every series has: they tell nothing.</summary>
    public const int CommonEpisodes = 6;

    /// <summary>A title is no earlier than this many days before its release: leaks, premieres, other countries.</summary>
    public const int EarliestDays = 30;

    /// <summary>How many candidates' details may be asked to confirm a match by another title.</summary>
    public const int Confirmations = 2;

    /// <summary>Without a year, a search with more results than this found words, not a title.</summary>
    public const int FewResults = 3;

    /// <summary>Strict (no type from bitmagnet): a title of one word must have this many letters.</summary>
    public const int StrictLength = 5;

    /// <summary>What a film's year does to its score.</summary>
    public static double MovieFactor(YearAgreement year) => year switch
    {
        YearAgreement.Equal => 1,
        YearAgreement.OneApart => 0.95,
        YearAgreement.NotNamed => 0.9,
        YearAgreement.NotKnown => 0.85,
        _ => 0,
    };

    /// <summary>What a series' year does to its score: a hint, never more.</summary>
    public static double TvFactor(YearAgreement year) => year switch
    {
        YearAgreement.Equal => 1,
        YearAgreement.OneApart => 0.97,
        YearAgreement.NotNamed or YearAgreement.NotKnown => 0.95,
        YearAgreement.Later => 0.93,
        _ => 0,
    };
}
