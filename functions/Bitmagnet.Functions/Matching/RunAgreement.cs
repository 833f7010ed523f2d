namespace Bitmagnet.Functions.Matching;

/// <summary>Whether a series can be what a name says of season, episode and date.</summary>
public enum RunAgreement
{
    /// <summary>It has that season and episode, or was on air that day.</summary>
    Has,

    /// <summary>It has as many episodes, where they are counted through all seasons, or lacks no more than a few.</summary>
    MayHave,

    /// <summary>The name says nothing of it, or nobody asked, or TMDB does not know.</summary>
    NotKnown,

    /// <summary>It has not.</summary>
    HasNot,
}
