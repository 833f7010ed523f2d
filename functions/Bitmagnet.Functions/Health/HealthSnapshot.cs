namespace Bitmagnet.Functions.Health;

/// <summary>Both queues, the index, the feed and TMDB at one moment.</summary>
public sealed record HealthSnapshot
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>bitmagnet's database; null where it could not be asked.</summary>
    public DatabaseFigures? Database { get; init; }

    /// <summary>The own ledger and queue.</summary>
    public required LedgerFigures Ledger { get; init; }

    /// <summary>The feed.</summary>
    public required FeedFigures Feed { get; init; }

    /// <summary>TMDB.</summary>
    public required TmdbFigures Tmdb { get; init; }

    /// <summary>When bitmagnet's queue last finished a job, or had none to do.</summary>
    public DateTimeOffset QueueMovedAt { get; init; }

    /// <summary>When the own queue last finished a job, or had none to do.</summary>
    public DateTimeOffset LedgerMovedAt { get; init; }

    /// <summary>What the last sweep found wrong with bitmagnet's settings; null: nothing.</summary>
    public string? SweepFinding { get; init; }

    /// <summary>Rows of bitmagnet's queue_jobs that hold a value which cannot be read, as far as the sweep knows.</summary>
    public long UnreadableJobs { get; init; }

    /// <summary>Torrents that had neither a row nor a job, as far as the sweep knows.</summary>
    public long Orphans { get; init; }

    /// <summary>When a job of bitmagnet's last failed for TMDB, as far as the sweep saw; null: never.</summary>
    public DateTimeOffset? LastTmdbError { get; init; }

    /// <summary>Instances that run.</summary>
    public int Instances { get; init; }

    /// <summary>What was wrong, and since when.</summary>
    public IReadOnlyList<Finding> Findings { get; init => field = value ?? []; } = [];
}
