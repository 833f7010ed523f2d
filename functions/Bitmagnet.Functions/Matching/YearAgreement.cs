namespace Bitmagnet.Functions.Matching;

/// <summary>How the year in a name and a candidate's year agree.</summary>
public enum YearAgreement
{
    /// <summary>The years are equal.</summary>
    Equal,

    /// <summary>One apart: a festival year, a release in another country.</summary>
    OneApart,

    /// <summary>The name has none.</summary>
    NotNamed,

    /// <summary>The candidate has none.</summary>
    NotKnown,

    /// <summary>Series only: the name's year is well after the first air date, as a season's year is.</summary>
    Later,

    /// <summary>The years contradict each other.</summary>
    Contradicts,
}
