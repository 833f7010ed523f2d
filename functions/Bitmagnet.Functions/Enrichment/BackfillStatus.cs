using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>The last requested backfill, as HTTP answers and health show it.</summary>
public sealed record BackfillStatus
{
    /// <summary>running, ended or cancelled; none if none was ever requested.</summary>
    public required string State { get; init; }

    /// <summary>Torrents that bitmagnet first saw at this time or later; null: from the first.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Torrents that bitmagnet first saw before this time; null: to the last.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>movie, tv_show, xxx; null: all, also video without a type.</summary>
    public IReadOnlyList<string>? ContentTypes { get; init; }

    /// <summary>Names with these words; null: any name.</summary>
    public string? Text { get; init; }

    /// <summary>Whether torrents with content are included and TMDB is asked again.</summary>
    public bool Rematch { get; init; }

    /// <summary>When it was requested.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended or was cancelled.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Torrents fed so far.</summary>
    public long Fed { get; init; }

    /// <summary>The share of the index that it has walked through, from 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>The time left at its average pace; null if it has ended, if no pace is known, and while nothing is fed.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>The status of a walk; held means that nothing is fed.</summary>
    public static BackfillStatus Of(FeedWalk? walk, DateTimeOffset now, bool isHeld)
    {
        if (walk is null)
        {
            return new BackfillStatus { State = "none" };
        }

        var share = walk.EndedAt is not null && !walk.IsCancelled ? 1 : walk.Cursor.Share;
        return new BackfillStatus
        {
            State = walk.EndedAt is null ? "running" : walk.IsCancelled ? "cancelled" : "ended",
            Since = walk.Filter.Since,
            Until = walk.Filter.Until,
            ContentTypes = walk.Filter.Types is { } types ? [.. types.Select(type => type.ToName())] : null,
            Text = walk.Filter.Text,
            Rematch = walk.Filter.WithContent,
            StartedAt = walk.StartedAt,
            EndedAt = walk.EndedAt,
            Fed = walk.Fed,
            Share = share,
            TimeLeft = walk.EndedAt is null && share > 0 && !isHeld ? (now - walk.StartedAt) * ((1 - share) / share) : null,
        };
    }
}
