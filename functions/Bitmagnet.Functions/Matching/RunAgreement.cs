namespace Bitmagnet.Functions.Matching;

/// <summary>How a series' seasons and dates agree with a name.</summary>
public enum RunAgreement
{
    /// <summary>The series has that season and episode, or aired that day.</summary>
    Has,

    /// <summary>The series has enough episodes if they are counted through all seasons, or lacks only a few.</summary>
    MayHave,

    /// <summary>The name gives no episode, or the seasons are not known.</summary>
    NotKnown,

    /// <summary>The series does not have it.</summary>
    HasNot,
}
