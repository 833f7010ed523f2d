namespace Bitmagnet.Functions.Matching;

/// <summary>The figures of the matcher, chosen from the labelled set (docs/accuracy-matching.md).</summary>
internal static class MatchRules
{
    /// <summary>The least score that is accepted.</summary>
    public const double Threshold = 0.87;

    /// <summary>Scores closer than this are equal, and two equal ones are ambiguous.</summary>
    public const double Margin = 0.01;

    /// <summary>Popularity decides between two films of one title and one year only when it is this many times the other's.</summary>
    public const double PopularityLead = 5;

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
