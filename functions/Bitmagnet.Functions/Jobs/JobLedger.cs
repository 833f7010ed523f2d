using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
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

    /// <summary>A new id: sortable by time.</summary>
    public string NewId() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    /// <summary>The id of a message that names none: the same body always has the same id, so that a second delivery is the same job.</summary>
    public static string IdOfBody(ReadOnlySpan<byte> body) => "body" + Convert.ToHexStringLower(SHA256.HashData(body))[..28];

    /// <summary>Adds or replaces rows, up to 100 to a transaction.</summary>
    public async Task SaveAsync(IReadOnlyList<JobRecord> jobs, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        foreach (var batch in jobs.Chunk(100))
        {
            await client.SubmitTransactionAsync(
                batch.Select(job => new TableTransactionAction(TableTransactionActionType.UpsertReplace, JobEntity.From(job))), cancellationToken);
        }
    }

    /// <summary>The job, or null.</summary>
    public async Task<JobRecord?> GetAsync(string id, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var row = await client.GetEntityIfExistsAsync<TableEntity>(JobEntity.Partition, id, cancellationToken: cancellationToken);
        return row.HasValue ? JobEntity.Read(row.Value!) : null;
    }

    /// <summary>Replaces the row if nobody changed it since <paramref name="job"/> was read; a job never stored is added.</summary>
    /// <returns>False where another was faster.</returns>
    public async Task<bool> TryUpdateAsync(JobRecord job, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        try
        {
            var entity = JobEntity.From(job);
            _ = job.ETag is null
                ? await client.AddEntityAsync(entity, cancellationToken)
                : await client.UpdateEntityAsync(entity, new ETag(job.ETag), TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    /// <summary>Removes the row; a row that is gone already is no error.</summary>
    /// <returns>False where there was none.</returns>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var response = await client.DeleteEntityAsync(JobEntity.Partition, id, ETag.All, cancellationToken);
        return response.Status != 404;
    }

    /// <summary>Jobs by state and reason, a page at a time.</summary>
    /// <exception cref="FormatException"><paramref name="continuation"/> is not from an earlier page.</exception>
    public async Task<JobPage> ListAsync(
        JobStatus? status, string? reason, string? continuation, int pageSize, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {JobEntity.Partition}");
        filter += status is null ? "" : " and " + TableClient.CreateQueryFilter($"Status eq {status.Value.ToString()}");
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
        var client = await table.OpenAsync(cancellationToken);

        // Rows lie in the order of ids, not of failures: the newest are kept on the way through, by the columns needed for that alone.
        var newest = new PriorityQueue<string, DateTimeOffset>();
        await foreach (var row in client.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {JobEntity.Partition} and Status eq {nameof(JobStatus.Failed)}"), 1000,
            [nameof(TableEntity.RowKey), nameof(JobRecord.UpdatedAt)], cancellationToken))
        {
            newest.Enqueue(row.RowKey, row.GetDateTimeOffset(nameof(JobRecord.UpdatedAt)) ?? default);
            if (newest.Count > max)
            {
                newest.Dequeue();
            }
        }

        var jobs = await Task.WhenAll(newest.UnorderedItems.Select(item => GetAsync(item.Element, cancellationToken)));
        return [.. jobs.OfType<JobRecord>().Where(job => job.Status == JobStatus.Failed).OrderByDescending(job => job.UpdatedAt)];
    }

    /// <summary>Deferred jobs whose time has come. Those that waited for TMDB are due as soon as it is back, whatever their own time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="tmdbSince">Since when TMDB can be asked; null: it is off, and what waits for it is left out.</param>
    /// <param name="max">The most to read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<JobRecord>> DueRetriesAsync(DateTimeOffset now, DateTimeOffset? tmdbSince, int max, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {JobEntity.Partition} and Status eq {nameof(JobStatus.Retry)}") + (tmdbSince is { } since
            ? TableClient.CreateQueryFilter(
                $" and (RunAfter le {now} or (Reason ge {JobReasons.TmdbPrefix} and Reason lt {JobReasons.AfterTmdbPrefix} and UpdatedAt le {since}))")
            : TableClient.CreateQueryFilter($" and RunAfter le {now} and (Reason lt {JobReasons.TmdbPrefix} or Reason ge {JobReasons.AfterTmdbPrefix})"));
        return ReadAsync(filter, max, cancellationToken);
    }

    /// <summary>Pending jobs that have not changed since <paramref name="before"/>: their message is lost, or waits behind many.</summary>
    public Task<IReadOnlyList<JobRecord>> StaleAsync(DateTimeOffset before, int max, CancellationToken cancellationToken) => ReadAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {JobEntity.Partition} and Status eq {nameof(JobStatus.Pending)} and UpdatedAt le {before}"),
        max, cancellationToken);

    /// <summary>Processed jobs that a person asked for and has had time to follow.</summary>
    public Task<IReadOnlyList<JobRecord>> ProcessedAsync(DateTimeOffset before, int max, CancellationToken cancellationToken) => ReadAsync(
        TableClient.CreateQueryFilter($"PartitionKey eq {JobEntity.Partition} and Status eq {nameof(JobStatus.Processed)} and UpdatedAt le {before}"),
        max, cancellationToken);

    /// <summary>Counts by state, reading only the columns needed.</summary>
    public async Task<JobCounts> CountAsync(CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        int pending = 0, retry = 0, failed = 0, refused = 0;
        var lately = clock.GetUtcNow() - JustNow;
        DateTimeOffset? oldest = null;
        var reasons = new Dictionary<string, int>(StringComparer.Ordinal);
        await foreach (var row in client.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {JobEntity.Partition}"), 1000,
            [nameof(JobRecord.Status), nameof(JobRecord.Reason), nameof(JobRecord.UpdatedAt)], cancellationToken))
        {
            switch (row.GetString(nameof(JobRecord.Status)))
            {
                case nameof(JobStatus.Pending):
                    pending++;
                    var at = row.GetDateTimeOffset(nameof(JobRecord.UpdatedAt));
                    oldest = oldest is null || at < oldest ? at : oldest;
                    break;
                case nameof(JobStatus.Retry):
                    retry++;
                    var reason = row.GetString(nameof(JobRecord.Reason)) ?? "";
                    reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
                    refused += reason.StartsWith(JobReasons.DatabasePrefix, StringComparison.Ordinal) && row.GetDateTimeOffset(nameof(JobRecord.UpdatedAt)) > lately ? 1 : 0;
                    break;
                case nameof(JobStatus.Failed):
                    failed++;
                    break;
                default:
                    break;
            }
        }

        return new JobCounts(pending, retry, failed, reasons, refused, oldest);
    }

    private async Task<IReadOnlyList<JobRecord>> ReadAsync(string filter, int max, CancellationToken cancellationToken)
    {
        var client = await table.OpenAsync(cancellationToken);
        var jobs = new List<JobRecord>();
        await foreach (var row in client.QueryAsync<TableEntity>(filter, Math.Min(max, 1000), cancellationToken: cancellationToken))
        {
            jobs.Add(JobEntity.Read(row));
            if (jobs.Count == max)
            {
                break;
            }
        }

        return jobs;
    }
}
