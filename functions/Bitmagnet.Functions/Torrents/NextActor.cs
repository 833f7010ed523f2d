namespace Bitmagnet.Functions.Torrents;

/// <summary>Who takes the next step with a torrent.</summary>
public enum NextActor
{
    /// <summary>Nobody: nothing is to be done.</summary>
    Nobody,

    /// <summary>bitmagnet.</summary>
    Bitmagnet,

    /// <summary>A job that holds it.</summary>
    Job,

    /// <summary>The feed or a backfill.</summary>
    Feed,

    /// <summary>A person.</summary>
    Person,
}
