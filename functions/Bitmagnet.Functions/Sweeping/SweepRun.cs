using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>The record of one run.</summary>
public sealed record SweepRun
{
    /// <summary>How long a TMDB error counts as recent.</summary>
    internal static readonly TimeSpan Recently = TimeSpan.FromDays(1);

    /// <summary>The storage that was swept.</summary>
    public SweepPart Part { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The run's duration in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>Whether the run only decided and wrote nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>False: the time budget ended first, and the next run continues there.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The error that ended it early; null: none.</summary>
    public string? Failure { get; init; }

    /// <summary>Rows of queue_jobs that a decision was made about; for the own ledger: jobs that have not moved.</summary>
    public long Seen { get; init; }

    /// <summary>Rows decided to be changed.</summary>
    public long Decided { get; init; }

    /// <summary>Rows changed; for the own ledger: jobs fed again.</summary>
    public long Changed { get; init; }

    /// <summary>Changes that the unique index, a deadlock or a lock refused, or another program's move forestalled; the next run sees the rows again.</summary>
    public long Conflicts { get; init; }

    /// <summary>Rows of queue_jobs set aside because a value cannot be read; the samples of the verdict unreadable have their ids.</summary>
    public long Unreadable { get; init; }

    /// <summary>Unreadable rows found by the last whole walk or by this one so far, whichever is more.</summary>
    public long UnreadableKnown { get; init; }

    /// <summary>Unmatched rows deleted beside an attached one, which made a torrent show twice (bitmagnet contract §8).</summary>
    public long ShownTwice { get; init; }

    /// <summary>Torrents with neither row nor job. Each was given a job without TMDB, except in a dry run.</summary>
    public long Orphans { get; init; }

    /// <summary>Orphans found by the last whole walk over torrents or by this one so far, whichever is more.</summary>
    public long OrphansKnown { get; init; }

    /// <summary>Expired rows of the own storage that were removed.</summary>
    public long Expired { get; init; }

    /// <summary>Rows seen with a TMDB error of the last day.</summary>
    public long RecentTmdbErrors { get; init; }

    /// <summary>When a job of bitmagnet's last failed because of TMDB, as far as this and earlier runs saw; null: never.</summary>
    public DateTimeOffset? LastTmdbError { get; init; }

    /// <summary>What was seen, by queue, status, cause and verdict.</summary>
    public IReadOnlyList<SweepGroup> Groups { get; init; } = [];

    /// <summary>What to do about it, in words; null: nothing.</summary>
    public string? Finding => string.Join(' ', new[] { TmdbFinding, UnreadableFinding, OrphansFinding }.OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <summary>Stays for a day after the last error, since a run sees no job again once it is offloaded or released.</summary>
    internal string? TmdbFinding => LastTmdbError > StartedAt - Recently
        ? $"bitmagnet itself called TMDB within the last day: a job of its own failed for it at {LastTmdbError:u}. Set TMDB_ENABLED=false for bitmagnet; enrichment then does that work."
        : null;

    private string? UnreadableFinding => UnreadableKnown > 0
        ? $"{Counted.Of(UnreadableKnown, "row of queue_jobs holds", "rows of queue_jobs hold")} a value that cannot be read. The sweep leaves such rows as they are; its runs name each under the verdict unreadable."
        : null;

    private string? OrphansFinding => OrphansKnown > 0
        ? $"{Counted.Of(OrphansKnown, "torrent")} had neither a row nor a job, as after a failed job that bitmagnet deleted. Each was given a job without TMDB."
        : null;
}

/// <summary>What a run swept.</summary>
public enum SweepPart
{
    /// <summary>bitmagnet's queue_jobs and torrent_contents.</summary>
    Queue,

    /// <summary>This application's own ledger and cache.</summary>
    OwnStorage,
}
