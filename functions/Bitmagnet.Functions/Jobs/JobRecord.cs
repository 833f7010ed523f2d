using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Jobs;

/// <summary>A row of the ledger (Table <c>EnrichmentJobs</c>).</summary>
public sealed record JobRecord
{
    /// <summary>A job that is made now, and pending.</summary>
    public static JobRecord New(string id, IReadOnlyList<InfoHash> infoHashes, DateTimeOffset now) =>
        new() { Id = id, Status = JobStatus.Pending, InfoHashes = infoHashes, CreatedAt = now, UpdatedAt = now };

    /// <summary>The job's id; unique, and sortable by time.</summary>
    public required string Id { get; init; }

    /// <summary>State.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>The torrents still to do; empty where the body of a failed message could not be read.</summary>
    public IReadOnlyList<InfoHash> InfoHashes { get; init; } = [];

    /// <summary>How often the job was tried and failed by itself; null where the host gave up on it and nothing was noted.</summary>
    public int? Attempts { get; init; } = 0;

    /// <summary>How often the job was put back because something else was unavailable; counted apart from attempts.</summary>
    public int Deferrals { get; init; }

    /// <summary>The same by reason, so that one cause does not make a job wait longer for another.</summary>
    public IReadOnlyDictionary<string, int> DeferralsByReason { get; init; } = new Dictionary<string, int>();

    /// <summary>A stable code: why deferred (<c>tmdb_outage</c> …) or failed (<c>malformed</c>, <c>exception</c> …). Null when pending for the first time.</summary>
    public string? Reason { get; init; }

    /// <summary>In words, without secrets.</summary>
    public string? Error { get; init; }

    /// <summary>The message body of a failed job, whole: a queue's message and a table's property both hold 64 KiB.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>A person asked for it by name: its row is kept for a day after it is processed.</summary>
    public bool Asked { get; init; }

    /// <summary>Ask TMDB anew, whatever is kept, also for torrents that have content.</summary>
    public bool Force { get; init; }

    /// <summary>Where TMDB is asked anew: answers since then will do, as those to other jobs of the same walk; null: none of before the run.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When a retry is due.</summary>
    public DateTimeOffset? RunAfter { get; init; }

    /// <summary>When the job was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the row last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The row's version, for guarded transitions; null for a row not yet stored.</summary>
    public string? ETag { get; init; }

    /// <summary>Where the row lay when it was read; null for a row not yet stored.</summary>
    internal string? RowKey { get; init; }

    /// <summary>Where the index had it then; null unless it had failed.</summary>
    internal string? IndexKey { get; init; }
}
