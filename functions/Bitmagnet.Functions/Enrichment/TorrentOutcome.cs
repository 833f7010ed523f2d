namespace Bitmagnet.Functions.Enrichment;

/// <summary>The outcome of one torrent.</summary>
public enum TorrentOutcome
{
    /// <summary>It got content.</summary>
    Attached,

    /// <summary>It had content already and keeps it.</summary>
    AlreadyAttached,

    /// <summary>TMDB has no match, its name has no title, or TMDB does not cover its type; it stays as it is.</summary>
    Unmatched,

    /// <summary>bitmagnet has no such torrent.</summary>
    Missing,

    /// <summary>bitmagnet has not classified the torrent yet, or has deleted it meanwhile: there is nothing to attach to.</summary>
    NotIndexed,

    /// <summary>It needs TMDB, which is off, and waits in the database.</summary>
    Waiting,

    /// <summary>Deferred: its job runs again.</summary>
    Deferred,

    /// <summary>TMDB failed on its title at each of several tries while it answered others: it needs attention.</summary>
    Failed,
}
