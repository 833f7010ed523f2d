using Bitmagnet.Functions.Index;
using Npgsql;
using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>The walks of one run, over queue_jobs and then over torrent_contents, from the cursor on until the time budget ends.</summary>
internal sealed class SweepPass(NpgsqlDataSource dataSource, SweepOptions options, TimeProvider clock, SweepCursor cursor, bool isDryRun)
{
    private readonly long started = clock.GetTimestamp();

    /// <summary>What was seen and done so far.</summary>
    public SweepTally Tally { get; } = new();

    /// <summary>Where the next run goes on: what lies before is committed.</summary>
    public SweepCursor Cursor { get; private set; } = cursor;

    /// <summary>True once the walk over queue_jobs has ended.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Runs until all is seen or the time budget ends, but does one step of a walk at least.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await WalkJobsAsync(cancellationToken);
        await WalkContentsAsync(cancellationToken);
    }

    private async Task WalkJobsAsync(CancellationToken cancellationToken)
    {
        var queue = new QueueSweep(dataSource, await IndexSchema.ReadAsync(dataSource, cancellationToken), options, Tally, clock);
        var blocks = await TableBlocks.CountAsync(dataSource, "queue_jobs", cancellationToken);
        if (Cursor.JobsAfter.BlockNumber >= blocks)
        {
            Cursor = Cursor with { JobsAfter = SweepCursor.Start.JobsAfter };
        }

        var ranges = new List<SweepRange>();
        using var turns = new SweepTurns(dataSource);
        try
        {
            await Parallel.ForEachAsync(
                TakeRanges(ranges, Cursor.JobsAfter, blocks),
                new ParallelOptions { MaxDegreeOfParallelism = options.Connections, CancellationToken = cancellationToken },
                async (range, stop) =>
                {
                    do
                    {
                        using var turn = await turns.TakeAsync(stop);
                        var window = new SweepWindow(range.Reached, range.End, clock.GetUtcNow());
                        range.Reached = await queue.SweepBatchAsync(window, isDryRun, stop);
                    }
                    while (!range.IsDone && HasTime);
                });
        }
        finally
        {
            Cursor = Cursor with
            {
                JobsAfter = ranges.Find(range => !range.IsDone)?.Reached ?? (ranges.Count > 0 ? ranges[^1].End : Cursor.JobsAfter),
                LastTmdbError = Tally.LastTmdbError > Cursor.LastTmdbError ? Tally.LastTmdbError.Value : Cursor.LastTmdbError,
            };
        }

        if (Cursor.JobsAfter.BlockNumber >= blocks)
        {
            Cursor = Cursor with { JobsAfter = SweepCursor.Start.JobsAfter };
            IsComplete = true;
        }
    }

    // In the order they lie, one after the other as connections become free, so that the cursor is the first that is not done.
    private IEnumerable<SweepRange> TakeRanges(List<SweepRange> taken, NpgsqlTid after, long blocks)
    {
        for (; after.BlockNumber < blocks && (taken.Count == 0 || HasTime); after = taken[^1].End)
        {
            taken.Add(new SweepRange(after, TableBlocks.Place(after.BlockNumber + TableBlocks.Window)));
            yield return taken[^1];
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

    private bool HasTime => clock.GetElapsedTime(started) < options.TimeBudget;
}
