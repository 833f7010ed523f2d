using Bitmagnet.Functions.Index;
using Npgsql;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>The walks of one run over queue_jobs, torrent_contents and torrents, from the cursor until the time budget ends.</summary>
internal sealed class SweepPass(NpgsqlDataSource dataSource, SweepOptions options, TimeProvider clock, SweepCursor cursor, bool isDryRun)
{
    // Each costs an index look-up, and while bitmagnet lags, most torrents without a row wait in a job.
    private const int MostRowless = 10_000;

    private readonly long started = clock.GetTimestamp();
    private readonly WalkCount unreadableBefore = cursor.Unreadable;

    /// <summary>The counts so far.</summary>
    public SweepTally Tally { get; } = new();

    /// <summary>Where the next run continues; everything before it is committed.</summary>
    public SweepCursor Cursor { get; private set; } = cursor;

    /// <summary>Whether the walk over queue_jobs has ended.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Runs until everything is examined or the time budget ends, for at least one step.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var schema = await IndexSchema.ReadAsync(dataSource, cancellationToken);
        await WalkJobsAsync(schema, cancellationToken);
        await WalkContentsAsync(cancellationToken);
        await WalkTorrentsAsync(schema, cancellationToken);
    }

    private async Task WalkJobsAsync(IndexSchema schema, CancellationToken cancellationToken)
    {
        var queue = new QueueSweep(dataSource, schema, options, Tally, clock);
        var blocks = await TableBlocks.CountAsync(dataSource, "queue_jobs", cancellationToken);
        if (Cursor.JobsAfter.BlockNumber >= blocks)
        {
            Cursor = Cursor with { JobsAfter = SweepCursor.Start.JobsAfter };
        }

        for (var isFirst = true; Cursor.JobsAfter.BlockNumber < blocks && (isFirst || HasTime); isFirst = false)
        {
            var end = TableBlocks.Place((Cursor.JobsAfter.BlockNumber / TableBlocks.Window + 1) * TableBlocks.Window);
            var window = new SweepWindow(Cursor.JobsAfter, end, clock.GetUtcNow());
            var reached = await queue.SweepBatchAsync(window, isDryRun, cancellationToken);
            Cursor = Cursor with
            {
                JobsAfter = reached,
                LastTmdbError = Tally.LastTmdbError > Cursor.LastTmdbError ? Tally.LastTmdbError.Value : Cursor.LastTmdbError,
                Unreadable = unreadableBefore.Plus(Tally.Unreadable),
            };
        }

        if (Cursor.JobsAfter.BlockNumber >= blocks)
        {
            Cursor = Cursor with { JobsAfter = SweepCursor.Start.JobsAfter, Unreadable = Cursor.Unreadable.Ended() };
            IsComplete = true;
        }
    }

    private async Task WalkContentsAsync(CancellationToken cancellationToken)
    {
        var repair = new ShownTwiceRepair(dataSource);
        var blocks = await TableBlocks.CountAsync(dataSource, "torrent_contents", cancellationToken);
        var block = Cursor.ContentsBlock >= blocks ? 0 : Cursor.ContentsBlock;
        for (long looked = 0; block < blocks && looked < options.RepairRows && HasTime;)
        {
            var (seen, found) = await repair.RunAsync(block, isDryRun, cancellationToken);
            (looked, Tally.ShownTwice, block) = (looked + seen, Tally.ShownTwice + found, block + TableBlocks.Window);
            Cursor = Cursor with { ContentsBlock = block < blocks ? block : 0 };
        }
    }

    private async Task WalkTorrentsAsync(IndexSchema schema, CancellationToken cancellationToken)
    {
        var walk = new OrphanWalk(dataSource, schema, clock);
        var (looked, rowless, hasEnded) = (0L, 0, false);
        while (!hasEnded && looked < options.RepairRows && rowless < MostRowless && HasTime)
        {
            var step = await walk.RunAsync(Cursor.TorrentsAfter, isDryRun, cancellationToken);
            (looked, rowless, hasEnded) = (looked + step.Seen, rowless + step.Rowless, step.Next.Length == 0);
            Tally.Orphans += step.Orphans;
            var orphans = Cursor.Orphans.Plus(step.Orphans);
            Cursor = Cursor with { TorrentsAfter = step.Next, Orphans = hasEnded ? orphans.Ended() : orphans };
        }
    }

    private bool HasTime => clock.GetElapsedTime(started) < options.TimeBudget;
}
