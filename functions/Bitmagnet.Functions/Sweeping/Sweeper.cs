namespace Bitmagnet.Functions.Sweeping;

/// <summary>Keeps bitmagnet's queue moving. Safe to run twice at once and beside its workers, since it skips locked rows.</summary>
public sealed class Sweeper(
    NpgsqlDataSource dataSource, SweepRuns runs, SweepOptions options, TimeProvider clock, ILogger<Sweeper> logger)
{
    /// <summary>Runs until everything is examined or the time budget ends, and records the run even if it fails.</summary>
    /// <param name="isDryRun">True: starts at the beginning, decides and counts, and writes only the record of the run.</param>
    /// <param name="cancellationToken">Stops between batches; finished batches stay committed.</param>
    public async Task<SweepRun> RunAsync(bool isDryRun, CancellationToken cancellationToken)
    {
        var cursor = await runs.ReadCursorAsync(cancellationToken);
        var pass = new SweepPass(dataSource, options, clock, isDryRun ? SweepCursor.Start with { LastTmdbError = cursor.LastTmdbError } : cursor, isDryRun);
        try
        {
            await pass.RunAsync(cancellationToken);
        }
        catch (Exception error)
        {
            var failure = error is PostgresException { SqlState: var state } ? $"PostgreSQL {state}" : error.GetType().Name;
            await RecordAsync(pass, failure, CancellationToken.None);
            throw;
        }

        return await RecordAsync(pass, failure: null, cancellationToken);
    }

    private async Task<SweepRun> RecordAsync(SweepPass pass, string? failure, CancellationToken cancellationToken)
    {
        var run = pass.Record(failure);
        if (!run.IsDryRun)
        {
            await runs.SaveCursorAsync(pass.Cursor, cancellationToken);
        }

        await runs.AddAsync(run, cancellationToken);
        SweepMetrics.Record(run);
        Log.Swept(logger, run.Seen, run.Decided, run.Changed, run.Conflicts, run.Seconds, run.IsComplete, run.IsDryRun);
        if (run.TmdbFinding is not null)
        {
            Log.BitmagnetCallsTmdb(logger, run.LastTmdbError!.Value);
        }

        if (run.Unreadable > 0)
        {
            Log.Unreadable(logger, run.Unreadable);
        }

        return run;
    }
}
