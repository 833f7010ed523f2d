namespace Bitmagnet.Functions.Matching;

/// <summary>How much a candidate must agree.</summary>
public enum MatchStrictness
{
    /// <summary>As the figures of <see cref="MatchRules"/> say.</summary>
    Normal,

    /// <summary>The name has neither year nor episodes, and nothing else says what it is: only an equal and telling title will do.</summary>
    Strict,

    /// <summary>The kind is not the one that bitmagnet, or the name, takes it for: an equal title, and an equal year or, of a series, a season or a date.</summary>
    Against,
}
