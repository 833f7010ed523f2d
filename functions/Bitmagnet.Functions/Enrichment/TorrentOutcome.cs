namespace Bitmagnet.Functions.Enrichment;

/// <summary>What came of one torrent.</summary>
public enum TorrentOutcome
{
    /// <summary>It has its content now.</summary>
    Attached,

    /// <summary>It had content before, and keeps it.</summary>
    AlreadyAttached,

    /// <summary>TMDB has no match, its name holds no title, or it is of a type that TMDB cannot answer: left as it is.</summary>
    Unmatched,

    /// <summary>bitmagnet has no such torrent.</summary>
    Missing,

    /// <summary>bitmagnet has the torrent and has not classified it yet, or deleted it meanwhile: there is nothing to attach to.</summary>
    NotIndexed,

    /// <summary>It needs TMDB, which is off: it waits in the database.</summary>
    Waiting,

    /// <summary>Put back: its job runs again.</summary>
    Deferred,

    /// <summary>TMDB answers others and failed on its title at each of several tries: it needs attention.</summary>
    Failed,
}
