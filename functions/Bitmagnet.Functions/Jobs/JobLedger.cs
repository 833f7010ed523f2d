using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Jobs;

/// <summary>
/// The ledger: one row for every job that is pending, deferred or failed. Transitions are guarded by ETag;
/// a lost race is answered with false or null, never with an error. Processed jobs lose their row; those that a person
/// asked for keep it for a day.
/// </summary>
public sealed class JobLedger(TableServiceClient tables, TimeProvider clock)
{
    /// <summary>Two ticks of the feed.</summary>
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(30);

    private readonly StorageTable table = new(tables, StorageNames.JobsTable);

    /// <summary>What changed later than this was changed by a wrong clock, or before it was set back.</summary>
    private DateTimeOffset WrongFrom => clock.GetUtcNow() + WrittenTime.Skew;

    /// <summary>A new id of a job with these torrents: sortable by time.</summary>
    public string NewId(IReadOnlyList<InfoHash> infoHashes) => JobIds.New(clock.GetUtcNow(), infoHashes);

    /// <summary>The id of a message that names none: the same body always has the same id, so that a second delivery is the same job.</summary>
    public static string IdOfBody(ReadOnlySpan<byte> body) => "body" + Convert.ToHexStringLower(SHA256.HashData(body))[..28];

    /// <summary>Adds or replaces rows, up to 100 to a transaction; one that fails, or that had failed, moves in a transaction of its own.</summary>
    public async Task SaveAsync(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        foreach (var batch in jobs.Where(job => !IsMove(job)).Chunk(100))
        {
            await client.SubmitTransactionAsync(batch.Select(job => Upsert(JobEntity.From(job))), cancellationToken);
        }

        foreach (var job in jobs.Where(IsMove))
        {
            try
            {
                await client.SubmitTransactionAsync([.. Writes(job), .. Removals(job, ETag.All)], cancellationToken);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                await client.SubmitTransactionAsync(Writes(job), cancellationToken); // its former row is already gone
            }
        }
    }

    /// <summary>The job, or null.</summary>
    public async Task<JobRecord?> GetAsync(string id, CancellationToken cancellationToken) =>
        await GetAsync(JobStatus.Pending, id, cancellationToken) ?? await GetAsync(JobStatus.Failed, id, cancellationToken);

    /// <summary>Replaces the row if nobody changed it since <paramref name="job"/> was read; a job never stored is added.</summary>
    /// <returns>False where another was faster.</returns>
    public async Task<bool> TryUpdateAsync(JobRecord job, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        ETag? version = job.ETag is { } read ? new ETag(read) : null;
        return version is not null && IsMove(job)
            ? await GuardedWrites.TryAsync(() => client.SubmitTransactionAsync([.. Writes(job), .. Removals(job, version.Value)], cancellationToken))
            : await client.TryWriteAsync(JobEntity.From(job), version, cancellationToken) is not null;
    }

    /// <summary>Removes the row of a job; one that is gone already, or was never stored, is no error.</summary>
    public async Task DeleteAsync(JobRecord job, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        if (job.IndexKey is null)
        {
            await client.DeleteEntityAsync(JobEntity.Partition, job.RowKey ?? job.Id, ETag.All, cancellationToken);
            return;
        }

        await GuardedWrites.TryAsync(() => client.SubmitTransactionAsync(Deletions(job, ETag.All), cancellationToken));
    }

    /// <summary>Removes the row of a job that has not failed, unread, for a caller that knows by <see cref="JobIds"/> that it is the job's.</summary>
    /// <returns>False where there is none.</returns>
    public async Task<bool> TryRemoveAsync(string id, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        using var response = await client.DeleteEntityAsync(JobEntity.Partition, JobKeys.Of(JobStatus.Pending, id), ETag.All, cancellationToken);
        return !response.IsError;
    }

    /// <summary>Removes the row of a job if nobody changed it since it was read.</summary>
    /// <returns>False where another was faster.</returns>
    public async Task<bool> TryDeleteAsync(JobRecord job, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        return await GuardedWrites.TryAsync(() => client.SubmitTransactionAsync(Deletions(job, new ETag(job.ETag!)), cancellationToken));
    }

    /// <summary>Jobs by state and reason, a page at a time.</summary>
    /// <exception cref="FormatException"><paramref name="continuation"/> is not from an earlier page.</exception>
    public async Task<JobPage> ListAsync(
        JobStatus? status, string? reason, string? continuation, int pageSize, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var filter = status switch { null => JobKeys.All, JobStatus.Failed => JobKeys.AllFailed, _ => JobKeys.Moving };
        filter += status is null or JobStatus.Failed ? "" : " and " + TableClient.CreateQueryFilter($"Status eq {status.Value.ToString()}");
        filter += reason is null ? "" : " and " + TableClient.CreateQueryFilter($"Reason eq {reason}");
        var token = continuation is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(continuation));
        await foreach (var page in client.QueryAsync<TableEntity>(filter, pageSize, cancellationToken: cancellationToken).AsPages(token, pageSize))
        {
            return new JobPage([.. page.Values.Select(JobEntity.Read)],
                page.ContinuationToken is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(page.ContinuationToken)));
        }

        return new JobPage([], null);
    }

    /// <summary>The jobs that failed last, newest first.</summary>
    public async Task<IReadOnlyList<JobRecord>> LastFailedAsync(int max, CancellationToken cancellationToken)
    {
        var ids = await ReadIdsAsync(JobKeys.Index, max, cancellationToken);
        var jobs = await Task.WhenAll(ids.Select(id => GetAsync(JobStatus.Failed, id, cancellationToken)));
        return [.. jobs.OfType<JobRecord>()];
    }

    /// <summary>Removes jobs that failed before a time.</summary>
    /// <returns>How many were removed.</returns>
    public async Task<int> RemoveFailedAsync(DateTimeOffset before, int max, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var id in await ReadIdsAsync(JobKeys.IndexBefore(before), max, cancellationToken))
        {
            removed += await GetAsync(JobStatus.Failed, id, cancellationToken) is { } job && await TryDeleteAsync(job, cancellationToken) ? 1 : 0;
        }

        return removed;
    }

    /// <summary>Deferred jobs whose time has come. Those that waited for TMDB are due as soon as it is back, whatever their own time.</summary>
    /// <param name="tmdbSince">Since when TMDB can be asked; null: it is off, and what waits for it is left out.</param>
    public Task<IReadOnlyList<JobRecord>> DueRetriesAsync(DateTimeOffset now, DateTimeOffset? tmdbSince, int max, CancellationToken cancellationToken)
    {
        var filter = JobKeys.Moving + TableClient.CreateQueryFilter($" and Status eq {nameof(JobStatus.Retry)}") + (tmdbSince is { } since
            ? TableClient.CreateQueryFilter(
                $" and (RunAfter le {now} or UpdatedAt gt {WrongFrom} or (Reason ge {JobReasons.TmdbPrefix} and Reason lt {JobReasons.AfterTmdbPrefix} and UpdatedAt le {since}))")
            : TableClient.CreateQueryFilter(
                $" and (RunAfter le {now} or UpdatedAt gt {WrongFrom}) and (Reason lt {JobReasons.TmdbPrefix} or Reason ge {JobReasons.AfterTmdbPrefix})"));
        return ReadAsync(filter, max, cancellationToken);
    }

    /// <summary>Jobs of a status other than failed that have not changed since <paramref name="before"/>, or pending ones that a wrong clock changed.</summary>
    public Task<IReadOnlyList<JobRecord>> UnchangedAsync(JobStatus status, DateTimeOffset before, int max, CancellationToken cancellationToken) =>
        ReadAsync(
            JobKeys.Moving + TableClient.CreateQueryFilter($" and Status eq {status.ToString()} and (UpdatedAt le {before} or Status eq {nameof(JobStatus.Pending)} and UpdatedAt gt {WrongFrom})"), max, cancellationToken);

    /// <summary>Counts by state.</summary>
    public async Task<JobCounts> CountAsync(CancellationToken cancellationToken) =>
        await CountMovingAsync(cancellationToken) with { Failed = (await ReadIdsAsync(JobKeys.AllFailed, JobCounts.MostFailed, cancellationToken)).Count };

    /// <summary>The same without those that failed, reading only the columns needed.</summary>
    public async Task<JobCounts> CountMovingAsync(CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        int pending = 0, retry = 0, refused = 0;
        var now = clock.GetUtcNow();
        DateTimeOffset? oldest = null;
        var reasons = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var row in client.QueryAsync<TableEntity>(
            JobKeys.Moving, 1000, [nameof(JobRecord.Status), nameof(JobRecord.Reason), nameof(JobRecord.UpdatedAt)], cancellationToken))
        {
            var at = row.GetDateTimeOffset(nameof(JobRecord.UpdatedAt));
            switch (row.GetString(nameof(JobRecord.Status)))
            {
                case nameof(JobStatus.Pending):
                    pending++;
                    oldest = oldest is null || at < oldest ? at : oldest;
                    break;
                case nameof(JobStatus.Retry):
                    retry++;
                    var reason = row.GetString(nameof(JobRecord.Reason)) ?? "";
                    reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
                    refused += reason.StartsWith(JobReasons.DatabasePrefix, StringComparison.Ordinal) && at is { } refusedAt && WrittenTime.IsWithin(refusedAt, now, JustNow) ? 1 : 0;
                    break;
                default:
                    break;
            }
        }

        return new JobCounts(pending, retry, 0, reasons, refused, oldest);
    }

    private async Task<JobRecord?> GetAsync(JobStatus status, string id, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var row = await client.GetEntityIfExistsAsync<TableEntity>(JobEntity.Partition, JobKeys.Of(status, id), cancellationToken: cancellationToken);
        return row.HasValue ? JobEntity.Read(row.Value!) : null;
    }

    private async Task<IReadOnlyList<string>> ReadIdsAsync(string filter, int max, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        return await client.QueryAsync<TableEntity>(filter, Math.Min(max, 1000), [nameof(TableEntity.RowKey)], cancellationToken)
            .Take(max).Select(row => JobKeys.IdOf(row.RowKey)).ToListAsync(cancellationToken);
    }

    private static bool IsMove(JobRecord job) => job.Status == JobStatus.Failed || (job.RowKey is { } key && key != JobKeys.Of(job.Status, job.Id));

    private static TableTransactionAction Upsert(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    private static IEnumerable<TableTransactionAction> Writes(JobRecord job)
    {
        yield return Upsert(JobEntity.From(job));
        if (job.Status == JobStatus.Failed)
        {
            yield return Upsert(new TableEntity(JobEntity.Partition, JobKeys.IndexOf(job.UpdatedAt, job.Id)));
        }
    }

    /// <summary>Removes those of a job's former rows that the new ones do not replace.</summary>
    private static IEnumerable<TableTransactionAction> Removals(JobRecord job, ETag etag)
    {
        string[] kept = [JobKeys.Of(job.Status, job.Id), job.Status == JobStatus.Failed ? JobKeys.IndexOf(job.UpdatedAt, job.Id) : ""];
        return Deletions(job, etag).Where(removal => !kept.Contains(removal.Entity.RowKey));
    }

    private static IEnumerable<TableTransactionAction> Deletions(JobRecord job, ETag etag)
    {
        if (job.RowKey is { } key)
        {
            yield return new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(JobEntity.Partition, key), etag);
        }

        if (job.IndexKey is { } index)
        {
            yield return new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(JobEntity.Partition, index), ETag.All);
        }
    }

    private async Task<IReadOnlyList<JobRecord>> ReadAsync(string filter, int max, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        return await client.QueryAsync<TableEntity>(filter, Math.Min(max, 1000), cancellationToken: cancellationToken)
            .Take(max).Select(JobEntity.Read).ToListAsync(cancellationToken);
    }
}

/// <summary>One page of jobs.</summary>
/// <param name="Jobs">The jobs, oldest first.</param>
/// <param name="Continuation">Asks for the next page; null on the last.</param>
public sealed record JobPage(IReadOnlyList<JobRecord> Jobs, string? Continuation);
