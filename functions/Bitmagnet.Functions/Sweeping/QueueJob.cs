using Bitmagnet.Functions.Index;
using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>A row of bitmagnet's queue_jobs, with what a decision about it needs.</summary>
public sealed record QueueJob
{
    /// <summary>Where the row lies (ctid): stays true while the row is locked.</summary>
    public NpgsqlTid Place { get; init; }

    /// <summary>The transaction that wrote the row (xmin): tells whether the same row still lies there.</summary>
    public uint Version { get; init; }

    /// <summary>Primary key.</summary>
    public required string Id { get; init; }

    /// <summary>Queue name.</summary>
    public required string Queue { get; init; }

    /// <summary>State.</summary>
    public required QueueJobStatus Status { get; init; }

    /// <summary>The jsonb column's text: re-ordered and re-spaced.</summary>
    public required string Payload { get; init; }

    /// <summary>When it is due.</summary>
    public required DateTimeOffset RunAfter { get; init; }

    /// <summary>When it last ran.</summary>
    public DateTimeOffset? RanAt { get; init; }

    /// <summary>What its last run said.</summary>
    public string? Error { get; init; }

    /// <summary>bitmagnet never sets a deadline; a row that has one belongs to somebody else.</summary>
    public bool HasDeadline { get; init; }

    /// <summary>An equal row is pending: possible below schema 19 only (bitmagnet contract §2).</summary>
    public bool HasPendingTwin { get; init; }

    /// <summary>bitmagnet cannot read the row's archival_duration, and its queue stalls at it (bitmagnet contract §1).</summary>
    public bool HasUnreadableArchival { get; init; }

    /// <summary>The column whose value permits no decision, though the schema permits it; null: all can be read.</summary>
    public string? Unreadable { get; init; }

    /// <summary>For a failed job: those of its torrents that exist and have no torrent_contents row, so that no search finds them.</summary>
    public IReadOnlySet<InfoHash> InvisibleTorrents { get; init; } = new HashSet<InfoHash>();
}
