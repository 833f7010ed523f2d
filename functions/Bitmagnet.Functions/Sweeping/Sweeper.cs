using Bitmagnet.Functions.Index;
using Npgsql;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// Keeps bitmagnet's queue moving: walks its queue_jobs and torrent_contents in batches. Safe to run twice at once and beside
/// bitmagnet's workers: rows that anybody holds are passed over.
/// </summary>
public sealed class Sweeper(
    NpgsqlDataSource dataSource, SweepRuns runs, SweepOptions options, TimeProvider clock, ILogger<Sweeper> logger)
{
    // Failed jobs are looked at by the walk that first meets them; the overlap covers clocks that differ and rows that were held.
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>Runs until all is seen or the time budget ends.</summary>
    /// <param name="isDryRun">True: decides and counts from the start on; writes nothing but the record of the run.</param>
    /// <param name="cancellationToken">Stops between batches; what is done stays done.</param>
    public async Task<SweepRun> RunAsync(bool isDryRun, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var now = clock.GetUtcNow();
        var tally = new SweepTally();
        var cursor = isDryRun ? SweepCursor.Start : await runs.ReadCursorAsync(cancellationToken);
        var schema = await IndexSchema.ReadAsync(dataSource, cancellationToken);
        var queue = new QueueSweep(dataSource, schema, options, tally);

        cursor = await SweepJobsAsync(queue, cursor, now, isDryRun, started, cancellationToken);
        var isComplete = cursor.JobsAfter == SweepCursor.Start.JobsAfter;
        (cursor, var shownTwice) = await RepairContentsAsync(cursor, isDryRun, started, cancellationToken);

        var run = new SweepRun
        {
            StartedAt = now,
            Seconds = clock.GetElapsedTime(started).TotalSeconds,
            IsDryRun = isDryRun,
            IsComplete = isComplete,
            Seen = tally.Seen,
            Decided = tally.DecidedToChange,
            Changed = tally.ChangedRows,
            Conflicts = tally.Conflicts,
            ShownTwice = shownTwice,
            RecentTmdbErrors = tally.RecentTmdbErrors,
            Groups = tally.Groups,
        };
        if (!isDryRun)
        {
            await runs.SaveCursorAsync(cursor, cancellationToken);
        }

        await runs.AddAsync(run, cancellationToken);
        SweepMetrics.Record(run);
        Log.Swept(logger, run.Seen, run.Decided, run.Changed, run.Conflicts, run.Seconds, run.IsComplete, run.IsDryRun);
        if (run.RecentTmdbErrors > 0)
        {
            Log.BitmagnetCallsTmdb(logger, run.RecentTmdbErrors);
        }

        return run;
    }

    // The cursor that comes back is at the start again where the walk has ended.
    private async Task<SweepCursor> SweepJobsAsync(
        QueueSweep queue, SweepCursor cursor, DateTimeOffset now, bool isDryRun, long started, CancellationToken cancellationToken)
    {
        var blocks = await TableBlocks.CountAsync(dataSource, "queue_jobs", cancellationToken);
        if (cursor.JobsAfter == SweepCursor.Start.JobsAfter || TableBlocks.BlockOf(cursor.JobsAfter) >= blocks)
        {
            cursor = cursor with { JobsAfter = SweepCursor.Start.JobsAfter, WalkStartedAt = now };
        }

        var oldest = now - options.FailedWithin;
        var failedSince = cursor.FailedSince > oldest ? cursor.FailedSince : oldest;
        while (TableBlocks.BlockOf(cursor.JobsAfter) is var block && block < blocks)
        {
            var window = new SweepWindow(cursor.JobsAfter, TableBlocks.Place(block + TableBlocks.Window), failedSince, clock.GetUtcNow());
            cursor = cursor with { JobsAfter = await queue.SweepBatchAsync(window, isDryRun, cancellationToken) };
            if (!HasTime(started) && TableBlocks.BlockOf(cursor.JobsAfter) < blocks)
            {
                return cursor;
            }
        }

        return cursor with { JobsAfter = SweepCursor.Start.JobsAfter, FailedSince = cursor.WalkStartedAt - Overlap };
    }

    private async Task<(SweepCursor Cursor, long ShownTwice)> RepairContentsAsync(
        SweepCursor cursor, bool isDryRun, long started, CancellationToken cancellationToken)
    {
        var repair = new ShownTwiceRepair(dataSource);
        var blocks = await TableBlocks.CountAsync(dataSource, "torrent_contents", cancellationToken);
        var block = cursor.ContentsBlock >= blocks ? 0 : cursor.ContentsBlock;
        long looked = 0, twice = 0;
        while (block < blocks && looked < options.RepairRows && HasTime(started))
        {
            var (seen, found) = await repair.RunAsync(block, isDryRun, cancellationToken);
            (looked, twice, block) = (looked + seen, twice + found, block + TableBlocks.Window);
        }

        return (cursor with { ContentsBlock = block < blocks ? block : 0 }, twice);
    }

    private bool HasTime(long started) => clock.GetElapsedTime(started) < options.TimeBudget;
}
