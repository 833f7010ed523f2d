namespace Bitmagnet.Functions.Matching;

/// <summary>How much a candidate must agree.</summary>
public enum MatchStrictness
{
    /// <summary>By the thresholds of <see cref="MatchRules"/> say.</summary>
    Normal,

    /// <summary>For a name without year, episodes or a known kind: only an equal and distinctive title is accepted.</summary>
    Strict,

    /// <summary>
    /// For a kind other than the one that bitmagnet or the name gives: the title must be equal, and also the year or, for a series, a
    /// season or date.
    /// </summary>
    Against,
}
