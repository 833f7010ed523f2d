using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>A row of bitmagnet's queue_jobs with everything that a decision about it needs.</summary>
public sealed record QueueJob
{
    /// <summary>The row's place (ctid), which stays valid while the row is locked.</summary>
    public NpgsqlTid Place { get; init; }

    /// <summary>The transaction that wrote the row (xmin): tells whether the place still holds the same row.</summary>
    public uint Version { get; init; }

    /// <summary>Primary key.</summary>
    public required string Id { get; init; }

    /// <summary>The queue's name.</summary>
    public required string Queue { get; init; }

    /// <summary>State.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>The jsonb column's text: re-ordered and re-spaced.</summary>
    public required string Payload { get; init; }

    /// <summary>When it is due.</summary>
    public required DateTimeOffset RunAfter { get; init; }

    /// <summary>When it last ran; null: never.</summary>
    public DateTimeOffset? RanAt { get; init; }

    /// <summary>The error of its last run; null: none.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the row has a deadline. bitmagnet never sets one, so such a row belongs to another program.</summary>
    public bool HasDeadline { get; init; }

    /// <summary>Whether an equal row is pending, which is possible below schema 19 only (bitmagnet contract §2).</summary>
    public bool HasPendingTwin { get; init; }

    /// <summary>Whether bitmagnet cannot read the row's archival_duration, so its queue stalls there (bitmagnet contract §1).</summary>
    public bool HasUnreadableArchival { get; init; }

    /// <summary>The column whose value the schema permits but nobody can read; null: none.</summary>
    public string? Unreadable { get; init; }

    /// <summary>The torrents of a failed job that exist and have no torrent_contents row, so no search finds them.</summary>
    public IReadOnlySet<InfoHash> InvisibleTorrents { get; init; } = new HashSet<InfoHash>();
}
