using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>The record of one run.</summary>
public sealed record SweepRun
{
    /// <summary>How long ago an error of TMDB's still counts.</summary>
    internal static readonly TimeSpan Recently = TimeSpan.FromDays(1);

    /// <summary>What was swept.</summary>
    public SweepPart Part { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public required double Seconds { get; init; }

    /// <summary>True: decided only, nothing written.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>False: the time budget ended first; the next run continues from there.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>What ended it early; null: nothing.</summary>
    public string? Failure { get; init; }

    /// <summary>Rows of queue_jobs that a decision was made about; of the own ledger: jobs that have not moved.</summary>
    public required long Seen { get; init; }

    /// <summary>Those decided to be changed.</summary>
    public required long Decided { get; init; }

    /// <summary>Those changed; of the own ledger: fed again.</summary>
    public required long Changed { get; init; }

    /// <summary>Those whose change the unique index, a deadlock or a lock refused, or that somebody else moved first; the next run sees them again.</summary>
    public required long Conflicts { get; init; }

    /// <summary>Rows of queue_jobs set aside, since they hold a value that cannot be read; their ids are among the samples of the verdict unreadable.</summary>
    public long Unreadable { get; init; }

    /// <summary>Unreadable rows that the last whole walk met, or this one so far.</summary>
    public long UnreadableKnown { get; init; }

    /// <summary>Rows that hid a torrent's second appearance: unmatched rows beside an attached one, deleted (bitmagnet contract §8).</summary>
    public long ShownTwice { get; init; }

    /// <summary>Torrents with neither a row nor a job, each given a job without TMDB; in a dry run those found only.</summary>
    public long Orphans { get; init; }

    /// <summary>As many as the last whole walk over torrents met, or this one so far.</summary>
    public long OrphansKnown { get; init; }

    /// <summary>Expired rows of the own storage that were removed.</summary>
    public long Expired { get; init; }

    /// <summary>Rows seen with an error of TMDB's within a day.</summary>
    public long RecentTmdbErrors { get; init; }

    /// <summary>When a job of bitmagnet's last failed for TMDB, as far as this and earlier runs saw; null: never.</summary>
    public DateTimeOffset? LastTmdbError { get; init; }

    /// <summary>What was seen, by queue, status, cause and verdict.</summary>
    public IReadOnlyList<SweepGroup> Groups { get; init; } = [];

    /// <summary>What to do about it, in words; null: nothing.</summary>
    public string? Finding => string.Join(' ', new[] { TmdbFinding, UnreadableFinding, OrphansFinding }.OfType<string>()) is { Length: > 0 } text ? text : null;

    /// <summary>Stands for a day after the last error, since a job is not seen again once it is offloaded or released.</summary>
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
