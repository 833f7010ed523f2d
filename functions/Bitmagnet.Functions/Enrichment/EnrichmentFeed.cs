using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>
/// Tops the queue up to a bounded window: due retries first, then new rows, then the walk that a person asked for, then the backfill. The backlog stays in the database.
/// The order of writes is ledger, message, cursor: cut anywhere, a torrent is fed twice rather than never.
/// </summary>
public sealed class EnrichmentFeed(
    FeedReader reader, FeedStore store, JobLedger ledger, EnrichmentQueue queue, TmdbGate tmdb, EnrichmentOptions options,
    TimeProvider clock, ILogger<EnrichmentFeed> logger) : IDisposable
{
    /// <summary>How long one tick may look for torrents to feed.</summary>
    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(5);

    /// <summary>The timer and TMDB's return may come together; two feeds at once would feed the same rows twice.</summary>
    private readonly SemaphoreSlim running = new(1, 1);

    /// <summary>One tick of the timer, or TMDB's return.</summary>
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

    /// <inheritdoc/>
    public void Dispose() => running.Dispose();

    private async Task FeedAsync(CancellationToken cancellationToken)
    {
        using var activity = EnrichmentMetrics.Source.StartActivity("feed");
        var state = await store.LoadAsync(cancellationToken);
        var availability = await tmdb.CurrentAsync(cancellationToken);
        var isOff = availability.Status is TmdbStatus.Disabled or TmdbStatus.Unconfigured;
        if (state.PausedSince is { } since)
        {
            Log.NotFed(logger, $"paused since {since:u}");
            return;
        }

        if (!isOff && availability.Status != TmdbStatus.Available)
        {
            Log.NotFed(logger, $"TMDB is {availability.Status}");
            return;
        }

        if (state.FedWithoutTmdb && !isOff)
        {
            state = state with { Backfill = FeedCursor.Start, BackfillEndedAt = null, FedWithoutTmdb = false };
        }

        var counts = await ledger.CountAsync(cancellationToken);
        var room = Math.Max(0, options.Window - counts.Pending);
        var retries = await FeedRetriesAsync(room, isOff, availability.Since, cancellationToken);
        var fed = new HashSet<InfoHash>();
        var walked = new HashSet<InfoHash>();
        var next = await ReadAsync(state, (room - retries) * options.BatchSize, isOff, fed, walked, cancellationToken);
        var own = fed.Except(walked).Chunk(options.BatchSize).Select(infoHashes => NewJob(infoHashes, force: false)).ToArray();
        var asked = walked.Chunk(options.BatchSize).Select(infoHashes => NewJob(infoHashes, force: next.Walk!.Filter.WithContent)).ToArray();
        JobRecord[] jobs = [.. own, .. asked];
        if (jobs.Length > 0)
        {
            await SaveAndSendAsync(own, fed: true, cancellationToken);
            await SaveAndSendAsync(asked, fed: false, cancellationToken);
        }

        // Also where nothing is fed: what was in the queue from before waits in the database just as well, and may be drained before this tick.
        next = next with { FedWithoutTmdb = next.FedWithoutTmdb || isOff };
        if (next != state || state.ETag is null)
        {
            if (!await store.TrySaveAsync(next, cancellationToken))
            {
                Log.CursorsRaced(logger);
            }
        }

        var idle = jobs.Length == 0 && retries == 0 && counts.Pending == 0 && counts.Retry == 0 && next is { BackfillEndedAt: not null, Walk: null or { EndedAt: not null } };
        EnrichmentMetrics.CountFeed(jobs.Sum(job => job.InfoHashes.Count), idle);
        if (jobs.Length + retries > 0)
        {
            Log.Fed(logger, jobs.Length + retries, jobs.Sum(job => job.InfoHashes.Count), retries);
        }
    }

    private async Task<int> FeedRetriesAsync(int room, bool tmdbIsOff, DateTimeOffset tmdbSince, CancellationToken cancellationToken)
    {
        if (room == 0)
        {
            return 0;
        }

        var due = await ledger.DueRetriesAsync(clock.GetUtcNow(), tmdbIsOff ? null : tmdbSince, room, cancellationToken);
        var fed = 0;
        foreach (var slice in due.Chunk(EnrichmentQueue.ParallelSends))
        {
            var pending = slice.Select(job => job with { Status = JobStatus.Pending, RunAfter = null, UpdatedAt = clock.GetUtcNow() }).ToArray();
            var won = await Task.WhenAll(pending.Select(async job => await ledger.TryUpdateAsync(job, cancellationToken) ? job : null));
            JobRecord[] ours = [.. won.OfType<JobRecord>()];
            await queue.SendAsync(ours, fed: false, cancellationToken);
            fed += ours.Length;
        }

        return fed;
    }

    /// <summary>Row before message, a few at a time: cut in between, few rows wait for the sweep to give them a message.</summary>
    private async Task SaveAndSendAsync(JobRecord[] jobs, bool fed, CancellationToken cancellationToken)
    {
        foreach (var slice in jobs.Chunk(EnrichmentQueue.ParallelSends))
        {
            await ledger.SaveAsync(slice, cancellationToken);
            await queue.SendAsync(slice, fed, cancellationToken);
        }
    }

    private async Task<FeedState> ReadAsync(
        FeedState state, int room, bool tmdbIsOff, HashSet<InfoHash> fed, HashSet<InfoHash> walked, CancellationToken cancellationToken)
    {
        if (room <= 0)
        {
            return state;
        }

        var started = clock.GetTimestamp();
        var (newest, _) = await ReadPagesAsync(Pages(FeedDirection.New), state.Newest, room, fed, started, cancellationToken);
        state = state with { Newest = newest };
        room -= fed.Count;

        // What was unmatched before is looked up again to ask TMDB: without it the walk waits.
        if (room > 0 && !tmdbIsOff && state.Walk is { EndedAt: null } walk)
        {
            var (cursor, isEnd) = await ReadPagesAsync(
                (after, limit) => reader.ReadAsync(walk.Filter, after, limit, cancellationToken), walk.Cursor, room, walked, started, cancellationToken);
            state = state with { Walk = walk with { Cursor = cursor, Fed = walk.Fed + walked.Count, EndedAt = isEnd ? clock.GetUtcNow() : null } };
            room -= walked.Count;
        }

        if (state.BackfillEndedAt is { } ended && options.RepeatAfter > TimeSpan.Zero && clock.GetUtcNow() - ended >= options.RepeatAfter)
        {
            state = state with { Backfill = FeedCursor.Start, BackfillEndedAt = null };
        }

        if (room > 0 && state.BackfillEndedAt is null)
        {
            var (old, isEnd) = await ReadPagesAsync(Pages(FeedDirection.Backfill), state.Backfill, fed.Count + room, fed, started, cancellationToken);
            state = state with { Backfill = old, BackfillEndedAt = isEnd ? clock.GetUtcNow() : null };
        }

        return state;

        Func<FeedCursor, int, Task<FeedPage>> Pages(FeedDirection direction) => (after, limit) => reader.ReadAsync(direction, after, limit, cancellationToken);
    }

    /// <summary>Reads page after page until the room is full, the rows end, or the tick's time is up: much of an index may need nothing.</summary>
    private async Task<(FeedCursor Next, bool IsEnd)> ReadPagesAsync(
        Func<FeedCursor, int, Task<FeedPage>> read, FeedCursor cursor, int room, HashSet<InfoHash> fed, long started, CancellationToken cancellationToken)
    {
        while (fed.Count < room && clock.GetElapsedTime(started) < ReadingTime)
        {
            var page = await read(cursor, room - fed.Count);
            fed.UnionWith(page.InfoHashes);
            cursor = page.Next;
            if (page.IsEnd)
            {
                return (cursor, true);
            }
        }

        return (cursor, false);
    }

    private JobRecord NewJob(InfoHash[] infoHashes, bool force) => new()
    {
        Id = ledger.NewId(),
        Status = JobStatus.Pending,
        InfoHashes = infoHashes,
        Force = force,
        CreatedAt = clock.GetUtcNow(),
        UpdatedAt = clock.GetUtcNow(),
    };
}
