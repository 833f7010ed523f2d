namespace Bitmagnet.Functions.Storage;

/// <summary>Every queue and table this application uses: the one list that code, tests and infrastructure are held against.</summary>
public static class StorageNames
{
    /// <summary>Queue: jobs for EnrichTorrents.</summary>
    public const string EnrichmentQueue = "tmdb-enrichment";

    /// <summary>Queue: what the host gave up on; read by HandlePoisonedJob.</summary>
    public const string PoisonQueue = "tmdb-enrichment-poison";

    /// <summary>Table: the ledger of jobs that are pending, deferred or failed.</summary>
    public const string JobsTable = "EnrichmentJobs";

    /// <summary>Table: the counters of all instances.</summary>
    public const string CountersTable = "EnrichmentCounters";

    /// <summary>Table: the feed's cursors, and whether it is paused.</summary>
    public const string CursorsTable = "FeedCursors";

    /// <summary>Table: TMDB answers.</summary>
    public const string TmdbCacheTable = "TmdbCache";

    /// <summary>Table: TMDB availability and budget, shared by all instances.</summary>
    public const string TmdbStateTable = "TmdbState";

    /// <summary>Table: health snapshots.</summary>
    public const string HealthTable = "QueueHealth";

    /// <summary>Table: records of sweep runs.</summary>
    public const string SweepsTable = "SweepRuns";

    /// <summary>Table: what people said of torrents' matches.</summary>
    public const string CorrectionsTable = "TorrentCorrections";
}
