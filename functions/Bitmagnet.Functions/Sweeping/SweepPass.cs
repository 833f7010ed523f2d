using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>The walks of one run over queue_jobs, torrent_contents and torrents, from the cursor until the time budget ends.</summary>
internal sealed class SweepPass(NpgsqlDataSource dataSource, SweepOptions options, TimeProvider clock, SweepCursor cursor, bool isDryRun)
{
    // Each costs an index look-up, and while bitmagnet lags, most torrents without a row wait in a job.
    private const int MostRowless = 10_000;

    private readonly long started = clock.GetTimestamp();
    private readonly WalkCount unreadableBefore = cursor.Unreadable;
    private readonly SweepTally tally = new(new SweepRun { StartedAt = clock.GetUtcNow(), IsDryRun = isDryRun });
    private bool isComplete;

    /// <summary>Where the next run continues; everything before it is committed.</summary>
    public SweepCursor Cursor { get; private set; } = cursor;

    /// <summary>The record of the run so far.</summary>
    /// <param name="failure">The error that ended it; null: none.</param>
    public SweepRun Record(string? failure) => tally.Run with
    {
        Seconds = clock.GetElapsedTime(started).TotalSeconds,
        IsComplete = isComplete,
        Failure = failure,
        UnreadableKnown = Cursor.Unreadable.Known,
        OrphansKnown = Cursor.Orphans.Known,
        LastTmdbError = Cursor.LastTmdbError == SweepCursor.Start.LastTmdbError ? null : Cursor.LastTmdbError,
        Groups = tally.Groups,
    };

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
        var queue = new QueueSweep(dataSource, schema, options, tally, clock);
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
                LastTmdbError = tally.Run.LastTmdbError > Cursor.LastTmdbError ? tally.Run.LastTmdbError.Value : Cursor.LastTmdbError,
                Unreadable = unreadableBefore.Plus(tally.Run.Unreadable),
            };
        }

        if (Cursor.JobsAfter.BlockNumber >= blocks)
        {
            Cursor = Cursor with { JobsAfter = SweepCursor.Start.JobsAfter, Unreadable = Cursor.Unreadable.Ended() };
            isComplete = true;
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
            tally.FoundTwice(found);
            (looked, block) = (looked + seen, block + TableBlocks.Window);
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
            tally.FoundOrphans(step.Orphans);
            var orphans = Cursor.Orphans.Plus(step.Orphans);
            Cursor = Cursor with { TorrentsAfter = step.Next, Orphans = hasEnded ? orphans.Ended() : orphans };
        }
    }

    private bool HasTime => clock.GetElapsedTime(started) < options.TimeBudget;
}
