using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>
/// Tops the queue up to a bounded window: new rows and due retries, each with a share of the room, then the requested backfill, then the
/// feed's own. The backlog stays in the database. Nothing is fed while TMDB is shut or the database away. The cursors are claimed first, so
/// that of several instances one feeds a torrent. Then writes go to the ledger, the queue and the cursor in this order, so a crash feeds a
/// torrent twice rather than never. If the database holds more, the job in the middle of the batch tops the queue up when it ends, so the
/// queue does not run dry between ticks.
/// </summary>
public sealed class EnrichmentFeed(
    FeedReader reader, TorrentReader torrents, FeedStore store, JobLedger ledger, EnrichmentQueue queue, TmdbGate tmdb, DatabaseProbe database,
    EnrichmentOptions options, TimeProvider clock, ILogger<EnrichmentFeed> logger) : IDisposable
{
    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(5);

    /// <summary>How soon the backfill repeats for rows that bitmagnet was working on and did not write.</summary>
    private static readonly TimeSpan AgainAfterWork = TimeSpan.FromHours(1);

    /// <summary>More than the sending takes. After a crash in its midst the next feed waits for this long at most.</summary>
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(30);

    private const string OtherFeeds = "another instance feeds";

    /// <summary>How many jobs are fed as a trial after the database refused several jobs while it answered the probe.</summary>
    private const int Trial = 8;

    /// <summary>Lets only one feed of this instance run at a time, timed or between ticks; the claim is for those of others.</summary>
    private readonly SemaphoreSlim running = new(1, 1);

    /// <summary>Runs one tick of the timer.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await running.WaitAsync(cancellationToken);
        try
        {
            await FeedAsync(cancellationToken);
        }
        finally
        {
            running.Release();
        }
    }

    /// <summary>Runs between ticks. A fault is only logged, since the timer feeds soon.</summary>
    public async Task RunBetweenTicksAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.FeedBetweenTicksFailed(logger, exception);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => running.Dispose();

    private async Task FeedAsync(CancellationToken cancellationToken)
    {
        using var activity = EnrichmentMetrics.Source.StartActivity("feed");
        var state = await store.LoadAsync(cancellationToken);
        var availability = await tmdb.CurrentAsync(cancellationToken);
        var isOff = availability.Status is TmdbStatus.Disabled or TmdbStatus.Unconfigured;
        if (await FindObstacleAsync(state, availability, cancellationToken) is { } obstacle)
        {
            Log.NotFed(logger, obstacle.TrimEnd('.'));
            return;
        }

        if (state.FedWithoutTmdb && !isOff)
        {
            state = state with { Backfill = FeedCursor.Start, BackfillEndedAt = null, FedWithoutTmdb = false };
        }

        var counts = await ledger.CountMovingAsync(cancellationToken);
        var room = Math.Clamp(options.Window - counts.Pending, 0, counts.JustRefused > 1 ? Trial : options.Window);
        var due = room == 0 ? [] : await ledger.DueRetriesAsync(clock.GetUtcNow(), isOff ? null : availability.Since, room, cancellationToken);
        var shares = new FeedShares(counts.Pending + room, room, due.Count);
        var page = await ReadAsync(state, shares, isOff, cancellationToken);
        var retries = await FeedRetriesAsync([.. due.Take(shares.Retries(page.NewJobs))], cancellationToken);
        var next = page.State;
        var own = page.Fed.Except(page.Walked).Chunk(options.BatchSize).Select(infoHashes => NewJob(infoHashes, force: false)).ToArray();
        var asked = page.Walked.Chunk(options.BatchSize).Select(infoHashes => NewJob(infoHashes, force: next.Walk!.Filter.WithContent) with { Since = next.Walk.StartedAt }).ToArray();
        JobRecord[] jobs = [.. own, .. asked];
        DateTimeOffset? claim = null;
        if (jobs.Length > 0)
        {
            if (await store.TrySaveAsync(state with { ClaimedUntil = clock.GetUtcNow() + Claim }, cancellationToken) is not { } claimed)
            {
                Log.NotFed(logger, OtherFeeds);
                return;
            }

            next = next with { ClaimedUntil = null, ETag = claimed.ETag };
            var topUpAfter = page.HasMore ? jobs[jobs.Length / 2].Id : null;
            await SaveAndSendAsync(own, fed: true, topUpAfter, cancellationToken);
            await SaveAndSendAsync(asked, fed: false, topUpAfter, cancellationToken);
            claim = claimed.ClaimedUntil;
        }

        // Applies even if nothing is fed: jobs of earlier messages may have left their torrents in the database.
        next = next with { FedWithoutTmdb = next.FedWithoutTmdb || isOff };
        if ((next != state || state.ETag is null) && await store.TrySaveAsync(next, cancellationToken) is null)
        {
            Log.CursorsRaced(logger);
            await store.ChangeAsync(now => now.ClaimedUntil == claim ? now with { ClaimedUntil = null } : now, cancellationToken);
        }

        var idle = jobs.Length == 0 && retries == 0 && counts.Pending == 0 && counts.Retry == 0
            && next is { BackfillEndedAt: not null, PassedOver: false, Walk: null or { EndedAt: not null } };
        EnrichmentMetrics.CountFeed(jobs.Sum(job => job.InfoHashes.Count), idle);
        if (jobs.Length + retries > 0)
        {
            Log.Fed(logger, jobs.Length + retries, jobs.Sum(job => job.InfoHashes.Count), retries);
        }
    }

    private async Task<string?> FindObstacleAsync(FeedState state, TmdbAvailability availability, CancellationToken cancellationToken)
    {
        if (state.PausedSince is { } since)
        {
            return $"paused since {since:u}";
        }

        if (WrittenTime.IsAhead(state.ClaimedUntil, clock.GetUtcNow(), Claim))
        {
            return OtherFeeds;
        }

        if (availability.IsShut)
        {
            return $"TMDB is {availability.Status}";
        }

        var access = await database.CheckAsync(cancellationToken);
        return access.IsUsable ? null : access.Problem;
    }

    private async Task<int> FeedRetriesAsync(JobRecord[] due, CancellationToken cancellationToken)
    {
        var fed = 0;
        foreach (var slice in due.Chunk(EnrichmentQueue.ParallelSends))
        {
            var pending = slice.Select(job => job with { Status = JobStatus.Pending, RunAfter = null, UpdatedAt = clock.GetUtcNow() }).ToArray();
            var won = await Task.WhenAll(pending.Select(async job => await ledger.TryUpdateAsync(job, cancellationToken) ? job : null));
            JobRecord[] ours = [.. won.OfType<JobRecord>()];
            await queue.SendAsync(ours, fed: false, topUpAfter: null, cancellationToken);
            fed += ours.Length;
        }

        return fed;
    }

    /// <summary>Writes rows before messages, a few at a time, so a crash in between leaves few rows to the sweep.</summary>
    private async Task SaveAndSendAsync(JobRecord[] jobs, bool fed, string? topUpAfter, CancellationToken cancellationToken)
    {
        foreach (var slice in jobs.Chunk(EnrichmentQueue.ParallelSends))
        {
            await ledger.SaveAsync(slice, cancellationToken);
            await queue.SendAsync(slice, fed, topUpAfter, cancellationToken);
        }
    }

    /// <summary>The result of one tick's reading.</summary>
    /// <param name="State">The state with the cursors after it.</param>
    /// <param name="Fed">New rows and those of the feed's own backfill.</param>
    /// <param name="Walked">Rows of the requested backfill.</param>
    /// <param name="NewJobs">How many jobs the new rows alone make.</param>
    /// <param name="HasMore">Whether the database holds more rows to read.</param>
    private sealed record Page(FeedState State, HashSet<InfoHash> Fed, HashSet<InfoHash> Walked, int NewJobs, bool HasMore);

    private async Task<Page> ReadAsync(FeedState state, FeedShares shares, bool tmdbIsOff, CancellationToken cancellationToken)
    {
        var (fed, walked) = (new HashSet<InfoHash>(), new HashSet<InfoHash>());
        if (shares.Room == 0)
        {
            return new Page(state, fed, walked, 0, HasMore: false);
        }

        var started = clock.GetTimestamp();
        var hasWork = await torrents.HasWorkAsync(cancellationToken);
        var isPassedOver = state.PassedOver;
        var (newest, isNewestEnd) = await ReadPagesAsync(Pages(FeedDirection.New), state.Newest, shares.MostNew * options.BatchSize, fed);
        state = state with { Newest = newest };
        var newJobs = (fed.Count + options.BatchSize - 1) / options.BatchSize;
        var room = shares.Walks(newJobs, shares.Retries(newJobs)) * options.BatchSize;

        // The requested backfill looks unmatched torrents up again at TMDB, so it waits while TMDB is off.
        if (room > 0 && !tmdbIsOff && state.Walk is { EndedAt: null } walk)
        {
            var (cursor, isEnd) = await ReadPagesAsync((after, limit) => reader.ReadAsync(walk.Filter, after, limit, cancellationToken), walk.Cursor, room, walked);
            state = state with { Walk = walk with { Cursor = cursor, Fed = walk.Fed + walked.Count, EndedAt = isEnd ? clock.GetUtcNow() : null } };
            room -= walked.Count;
        }

        if (state.BackfillEndedAt is { } ended && (IsOver(options.RepeatAfter) || (state.PassedOver && IsOver(AgainAfterWork))))
        {
            state = state with { Backfill = FeedCursor.Start, BackfillEndedAt = null };
            isPassedOver = false;
        }

        if (room > 0 && state.BackfillEndedAt is null)
        {
            var (old, isEnd) = await ReadPagesAsync(Pages(FeedDirection.Backfill), state.Backfill, fed.Count + room, fed);
            state = state with { Backfill = old, BackfillEndedAt = isEnd ? clock.GetUtcNow() : null };
        }

        var hasMore = !isNewestEnd || state.BackfillEndedAt is null || (!tmdbIsOff && state.Walk is { EndedAt: null });
        return new Page(state with { PassedOver = isPassedOver }, fed, walked, newJobs, hasMore);

        bool IsOver(TimeSpan after) => after > TimeSpan.Zero && clock.GetUtcNow() - ended >= after;

        Func<FeedCursor, int, Task<FeedPage>> Pages(FeedDirection direction) => async (after, limit) =>
        {
            var page = await reader.ReadAsync(direction, after, limit, cancellationToken);
            if (!hasWork || page.InfoHashes.Count == 0)
            {
                return page;
            }

            // Torrents that bitmagnet is working on are left out: a job could only defer them.
            var inWork = await torrents.ReadInWorkAsync(page.InfoHashes, cancellationToken);
            isPassedOver |= inWork.Count > 0;
            return page with { InfoHashes = [.. page.InfoHashes.Where(infoHash => !inWork.Contains(infoHash))] };
        };

        // Reads pages until the room is full, the rows end or the tick's time is up: much of an index may need nothing.
        async Task<(FeedCursor Next, bool IsEnd)> ReadPagesAsync(
            Func<FeedCursor, int, Task<FeedPage>> read, FeedCursor cursor, int most, HashSet<InfoHash> found)
        {
            while (found.Count < most && clock.GetElapsedTime(started) < ReadingTime)
            {
                var page = await read(cursor, most - found.Count);
                found.UnionWith(page.InfoHashes);
                cursor = page.Next;
                if (page.IsEnd)
                {
                    return (cursor, true);
                }
            }

            return (cursor, false);
        }
    }

    private JobRecord NewJob(InfoHash[] infoHashes, bool force) => JobRecord.New(ledger.NewId(infoHashes), infoHashes, clock.GetUtcNow()) with { Force = force };
}
