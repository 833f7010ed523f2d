using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Runs one message: reads it, runs the pipeline under a deadline, and updates the ledger.</summary>
public sealed class EnrichmentRunner(
    EnrichmentPipeline pipeline, JobLedger ledger, EnrichmentQueue queue, EnrichmentFeed feed, DatabaseProbe database, EnrichmentOptions options, TimeProvider clock, ILogger<EnrichmentRunner> logger)
{
    // No error was recorded, since the job never ran to its end.
    private const string GivenUp = "the host gave up on it: each of its runs was cut off before its end; how often it was tried is unknown";

    private static readonly TimeSpan StoragePause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReturnDelay = TimeSpan.FromMinutes(1);

    /// <summary>How long the runner tries to send a message back; with the job's deadline it stays below the host's functionTimeout.</summary>
    private static readonly TimeSpan ReturnTime = TimeSpan.FromSeconds(45);

    /// <summary>
    /// Returns normally once the message is dealt with: processed, deferred into the ledger, recorded there as malformed or, while the
    /// ledger is away, sent again. Throws only for a fault of the job itself, after writing it to the job's row, and if the queue is away
    /// too.
    /// </summary>
    /// <param name="body">The decoded message.</param>
    /// <param name="attempt">The host's dequeue count, from 1.</param>
    /// <param name="cancellationToken">The host stops, or the function's time is over.</param>
    public async Task RunAsync(ReadOnlyMemory<byte> body, long attempt, CancellationToken cancellationToken)
    {
        try
        {
            switch (MessageReader.Read(body))
            {
                case MessageReading.Malformed malformed:
                    await RecordMalformedAsync(body, malformed.Problem, (int)attempt, CancellationToken.None);
                    break;
                case MessageReading.Readable { Job: var job }:
                    await RunAsync(job, attempt, cancellationToken);
                    await (job.TopUp ? feed.RunBetweenTicksAsync(cancellationToken) : Task.CompletedTask);
                    break;
            }
        }
        catch (Exception e) when (StorageFaults.IsOfTheStorage(e))
        {
            // Throwing would count as an attempt, and an outage of the tables alone would poison the message.
            Log.Returned(logger, ReturnDelay, StorageFaults.Describe(e));
            await ReturnAsync(body, isPoisoned: false, cancellationToken);
        }
    }

    /// <summary>
    /// Records a message that the host gave up on, even if its body is not a job. If recording fails, the message is sent again: a poison
    /// queue has no poison queue, and a message that fails there too often stays untouched until it expires.
    /// </summary>
    public async Task RecordPoisonedAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.JobDeadline, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await RecordAsync(body, linked.Token);
        }
        catch (Exception e)
        {
            Log.PoisonedReturned(logger, ReturnDelay, e);
            await ReturnAsync(body, isPoisoned: true, cancellationToken);
        }
    }

    private async Task RecordAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        switch (MessageReader.Read(body))
        {
            case MessageReading.Readable { Job: var job }:
                var row = await ReadRowAsync(job, cancellationToken);
                var attempts = row.Attempts == 0 ? null : row.Attempts;
                await SaveFailedAsync(
                    row with { Reason = JobReasons.Poisoned, Error = row.Error ?? GivenUp, Attempts = attempts, Body = body }, cancellationToken);
                break;
            case MessageReading.Malformed malformed:
                await RecordMalformedAsync(body, malformed.Problem, 1, cancellationToken);
                break;
        }
    }

    /// <summary>Retries for a while before it throws: a failure counts as an attempt, and the queue may be away only briefly.</summary>
    private async Task ReturnAsync(ReadOnlyMemory<byte> body, bool isPoisoned, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await queue.ReturnAsync(body, isPoisoned, ReturnDelay, CancellationToken.None);
                return;
            }
            catch (Exception e) when (StorageFaults.IsOfTheStorage(e) && !cancellationToken.IsCancellationRequested && clock.GetElapsedTime(started) < ReturnTime)
            {
                await Task.Delay(StoragePause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Runs a job that has been read already.</summary>
    public async Task<JobOutcome> RunAsync(EnrichmentJob job, long attempt, CancellationToken cancellationToken)
    {
        using var activity = EnrichmentMetrics.StartJob(job.TraceParent);
        using var deadline = new CancellationTokenSource(options.JobDeadline, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var started = clock.GetTimestamp();
        JobOutcome? outcome = null;
        EnrichmentMetrics.JobBegins();
        try
        {
            return outcome = await RunUntilKeptAsync(job, linked.Token);
        }
        catch (Exception e) when (!StorageFaults.IsOfTheStorage(e))
        {
            Log.AttemptFailed(logger, job.Id, (int)attempt, e);
            var row = await ReadRowAsync(job, CancellationToken.None);
            await ledger.SaveAsync(
                [row with { Attempts = job.Attempts + (int)attempt, Error = $"{e.GetType().Name}: {e.Message}", UpdatedAt = clock.GetUtcNow() }],
                CancellationToken.None);
            throw;
        }
        finally
        {
            EnrichmentMetrics.JobEnds(outcome, clock.GetElapsedTime(started));
        }
    }

    /// <summary>Runs the job and records its outcome, both again and again until the deadline while the storage account is away.</summary>
    private async Task<JobOutcome> RunUntilKeptAsync(EnrichmentJob job, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var outcome = await RunPipelineAsync(job, cancellationToken);
                await FinishAsync(job, outcome);
                return outcome;
            }
            catch (Exception e) when (StorageFaults.IsOfTheStorage(e) && !cancellationToken.IsCancellationRequested)
            {
                Log.StorageUnavailable(logger, job.Id, StoragePause, e);
                await Task.Delay(StoragePause, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (cancellationToken.IsCancellationRequested)
                {
                    throw;
                }
            }
        }
    }

    private async Task<JobOutcome> RunPipelineAsync(EnrichmentJob job, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.RunAsync(job, cancellationToken);
        }
        catch (Exception e) when (DatabaseFaults.IsOfTheDatabase(e))
        {
            // The database counts as away only if the probe fails too.
            var access = DatabaseFaults.IsBusy(e) ? DatabaseAccess.Usable : await database.CheckAsync(CancellationToken.None);
            var (reason, detail) = access.IsUsable ? (JobReasons.DatabaseRefused, DatabaseFaults.Describe(e)) : (JobReasons.DatabaseUnavailable, access.Problem);
            Log.DatabaseUnavailable(logger, job.Id, detail.TrimEnd('.'), access.IsUsable ? null : e);
            var tally = new OutcomeTally();
            tally.Defer(job.InfoHashes, new Deferral(reason, detail, clock.GetUtcNow()));
            return tally.Outcome;
        }
    }

    private async Task FinishAsync(EnrichmentJob job, JobOutcome outcome)
    {
        // The outcome must be recorded even while the host stops.
        if (!await TryForgetAsync(job, outcome))
        {
            await WriteRestAsync(job, outcome);
        }

        EnrichmentMetrics.Count(outcome);
        Log.JobRan(logger, job.Id, outcome.Attached, outcome.Unmatched, outcome.Skipped, outcome.Waiting, outcome.Deferred.Count);
    }

    /// <summary>Removes the row unread, as for nearly every job. False: work is left, or the row may be another's or has failed.</summary>
    private async Task<bool> TryForgetAsync(EnrichmentJob job, JobOutcome outcome) =>
        !job.Asked && outcome.Deferral is null && outcome.AtFault.Count == 0 && JobIds.IsOf(job.Id, job.InfoHashes)
        && await ledger.TryRemoveAsync(job.Id, CancellationToken.None);

    private async Task WriteRestAsync(EnrichmentJob job, JobOutcome outcome)
    {
        var row = await ReadRowAsync(job, CancellationToken.None);
        var rest = JobRest.Of(row, job, outcome, clock.GetUtcNow());
        if (rest.Count > 0)
        {
            await ledger.SaveAsync(rest, CancellationToken.None);
            rest.ToList().ForEach(LogRest);
        }
        else if (job.Asked)
        {
            await ledger.SaveAsync(
                [row with { Status = JobStatus.Processed, Reason = null, Error = null, RunAfter = null, UpdatedAt = clock.GetUtcNow() }], CancellationToken.None);
        }
        else
        {
            await ledger.DeleteAsync(row, CancellationToken.None);
        }
    }

    private void LogRest(JobRecord part)
    {
        if (part.Status == JobStatus.Failed)
        {
            EnrichmentMetrics.CountJob("failed");
            Log.JobFailed(logger, part.Id, part.Reason ?? "", part.Error ?? "");
        }
        else
        {
            Log.JobDeferred(logger, part.Id, part.InfoHashes.Count, part.Reason ?? "", part.RunAfter!.Value, part.Error ?? "");
        }
    }

    private async Task RecordMalformedAsync(ReadOnlyMemory<byte> body, string problem, int attempts, CancellationToken cancellationToken)
    {
        var id = JobLedger.IdOfBody(body.Span);
        var row = await ledger.GetAsync(id, cancellationToken) ?? JobRecord.New(id, [], clock.GetUtcNow());
        await SaveFailedAsync(
            row with { Reason = JobReasons.Malformed, Error = problem, Attempts = Math.Max(attempts, row.Attempts ?? 0), Body = body }, cancellationToken);
    }

    private async Task SaveFailedAsync(JobRecord row, CancellationToken cancellationToken)
    {
        row = row with { Status = JobStatus.Failed, RunAfter = null, UpdatedAt = clock.GetUtcNow() };
        await ledger.SaveAsync([row], cancellationToken);
        LogRest(row);
    }

    /// <summary>The job's row, or a new one. A foreign message may have the id of another job, whose row must stay unchanged.</summary>
    private async Task<JobRecord> ReadRowAsync(EnrichmentJob job, CancellationToken cancellationToken)
    {
        var row = await ledger.GetAsync(job.Id, cancellationToken);
        var id = job.Id;
        if (row is not null && !IsOf(row, job))
        {
            id = job.BodyId;
            row = await ledger.GetAsync(id, cancellationToken);
        }

        return row ?? JobRecord.New(id, job.InfoHashes, clock.GetUtcNow()) with { Asked = job.Asked, Force = job.Force, Since = job.Since };
    }

    /// <summary>Whether a row is the job's: it holds a part of the message's torrents. A row without torrents belongs to a malformed body.</summary>
    private static bool IsOf(JobRecord row, EnrichmentJob job) => row.InfoHashes.Count > 0 && !row.InfoHashes.Except(job.InfoHashes).Any();
}
