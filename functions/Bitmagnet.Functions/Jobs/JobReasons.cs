namespace Bitmagnet.Functions.Jobs;

/// <summary>Stable codes of why a job is deferred or failed.</summary>
public static class JobReasons
{
    /// <summary>Failed: the body is no job (not JSON, wrong types, bad or too many hashes).</summary>
    public const string Malformed = "malformed";

    /// <summary>Failed: the host gave up after maxDequeueCount.</summary>
    public const string Poisoned = "poisoned";

    /// <summary>Deferred: TMDB cannot be asked; followed by the status in lower case, as in <c>tmdb_outage</c>.</summary>
    public const string TmdbPrefix = "tmdb_";

    /// <summary>The first text that sorts after all those with <see cref="TmdbPrefix"/>.</summary>
    internal const string AfterTmdbPrefix = "tmdb`";

    /// <summary>Deferred, and after a bounded number of tries failed: TMDB answers others, and fails on the titles of these torrents.</summary>
    public const string TitleFault = "title_fault";

    /// <summary>Deferred: PostgreSQL is away, or does not let this application do what it needs; fed again once the probe says otherwise.</summary>
    public const string DatabaseUnavailable = "database_unavailable";

    /// <summary>Deferred: PostgreSQL answers, and refused this job for a moment: locks, a disk that is full, a restart that is over.</summary>
    public const string DatabaseRefused = "database_refused";

    internal const string DatabasePrefix = "database_";

    /// <summary>Deferred: bitmagnet has the torrents in work, or just wrote them (bitmagnet contract §8).</summary>
    public const string InWork = "in_work";

    /// <summary>Deferred: the host stops, or the job's own deadline came.</summary>
    public const string OutOfTime = "out_of_time";

    /// <summary>Failed job asked for again by a person.</summary>
    public const string Replayed = "replayed";
}
