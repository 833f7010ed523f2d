using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>The last requested backfill, as HTTP answers and health show it.</summary>
/// <param name="State">running, ended or cancelled; none if none was ever requested.</param>
/// <param name="Since">Torrents that bitmagnet first saw at this time or later; null: from the first.</param>
/// <param name="Until">Torrents that bitmagnet first saw before this time; null: to the last.</param>
/// <param name="ContentTypes">movie, tv_show, xxx; null: all, also video without a type.</param>
/// <param name="Text">Names with these words; null: any name.</param>
/// <param name="Rematch">Whether torrents with content are included and TMDB is asked again.</param>
/// <param name="StartedAt">When it was requested.</param>
/// <param name="EndedAt">When it ended or was cancelled.</param>
/// <param name="Fed">Torrents fed so far.</param>
/// <param name="Share">The share of the index that it has walked through, from 0 to 1.</param>
/// <param name="TimeLeft">The time left at its average pace; null if it has ended, if no pace is known, and while nothing is fed.</param>
public sealed record BackfillStatus(
    string State, DateTimeOffset? Since = null, DateTimeOffset? Until = null, IReadOnlyList<string>? ContentTypes = null, string? Text = null, bool Rematch = false,
    DateTimeOffset? StartedAt = null, DateTimeOffset? EndedAt = null, long Fed = 0, double Share = 0, TimeSpan? TimeLeft = null)
{
    /// <summary>The status of a walk; held means that nothing is fed.</summary>
    public static BackfillStatus Of(FeedWalk? walk, DateTimeOffset now, bool isHeld)
    {
        if (walk is null)
        {
            return new BackfillStatus("none");
        }

        var isRunning = walk.EndedAt is null;
        var share = isRunning || walk.IsCancelled ? walk.Cursor.Share : 1;
        return new BackfillStatus(
            isRunning ? "running" : walk.IsCancelled ? "cancelled" : "ended",
            walk.Filter.Since, walk.Filter.Until, walk.Filter.Types?.Select(type => type.ToName()).ToArray(), walk.Filter.Text, walk.Filter.WithContent,
            walk.StartedAt, walk.EndedAt, walk.Fed, share,
            isRunning && share > 0 && !isHeld ? (now - walk.StartedAt) * ((1 - share) / share) : null);
    }
}
