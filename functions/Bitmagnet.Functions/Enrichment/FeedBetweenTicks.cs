using System.Threading.Channels;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Tmdb;
using NCrontab;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>
/// Feeds between the timer's ticks: at start, as soon as this instance's probe finds TMDB back, and every 15 seconds while the database was
/// away at the last check. Work that waited for either is due at once.
/// </summary>
internal sealed class FeedBetweenTicks(TmdbGate tmdb, DatabaseProbe database, EnrichmentFeed feed, EnrichmentOptions options, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan ProbePause = TimeSpan.FromSeconds(15);

    /// <summary>With a schedule that ticks less often than this, the feed does not run at start: the schedule says when it runs.</summary>
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        tmdb.Opened += Feed;
        await using var probe = clock.CreateTimer(_ => FeedWhereDatabaseIsAway(), null, ProbePause, ProbePause);
        if (TicksOften())
        {
            Feed();
        }

        await foreach (var _ in due.Reader.ReadAllAsync(stoppingToken))
        {
            await feed.RunBetweenTicksAsync(stoppingToken);
        }

        void Feed() => due.Writer.TryWrite(true);

        void FeedWhereDatabaseIsAway()
        {
            if (database.IsAway)
            {
                Feed();
            }
        }
    }

    private bool TicksOften()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return CrontabSchedule.TryParse(options.FeedSchedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true })?.GetNextOccurrence(now) - now < Often;
    }
}
