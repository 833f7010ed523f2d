using Azure.Data.Tables;

namespace Bitmagnet.Functions.Jobs;

/// <summary>
/// Where a job lies in the ledger's one partition, which is sorted by key: first the jobs that move, by id; then those that failed, by id; then
/// an index of those, the newest first. A search for work reads no failed rows, and a move is one transaction. Pure.
/// </summary>
internal static class JobKeys
{
    // An id has letters, digits and hyphens only: all sort before.
    private const string Failed = "~failed~";
    private const string Newest = "~newest~";

    /// <summary>The filter on jobs that move: pending, deferred, and processed ones that somebody asked for.</summary>
    public static readonly string Moving = TableClient.CreateQueryFilter($"PartitionKey eq {JobEntity.Partition} and RowKey lt {Failed}");

    /// <summary>The filter on jobs that failed.</summary>
    public static readonly string AllFailed = TableClient.CreateQueryFilter($"PartitionKey eq {JobEntity.Partition} and RowKey ge {Failed} and RowKey lt {Newest}");

    /// <summary>The filter on all jobs, each once.</summary>
    public static readonly string All = TableClient.CreateQueryFilter($"PartitionKey eq {JobEntity.Partition} and RowKey lt {Newest}");

    /// <summary>The filter on the index of failed jobs.</summary>
    public static readonly string Index = TableClient.CreateQueryFilter($"PartitionKey eq {JobEntity.Partition} and RowKey ge {Newest}");

    /// <summary>The filter on the part of the index that is older than a time.</summary>
    public static string IndexBefore(DateTimeOffset time) => TableClient.CreateQueryFilter($"PartitionKey eq {JobEntity.Partition} and RowKey gt {IndexOf(time, "~")}");

    /// <summary>The key of a job's row.</summary>
    public static string Of(JobStatus status, string id) => status == JobStatus.Failed ? Failed + id : id;

    /// <summary>The key of a failed job's row in the index.</summary>
    public static string IndexOf(DateTimeOffset failedAt, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{Newest}{DateTimeOffset.MaxValue.UtcTicks - failedAt.UtcTicks:D19}-{id}");

    /// <summary>The id of the job whose row, or row in the index, has this key.</summary>
    public static string IdOf(string key) => key.StartsWith(Failed, StringComparison.Ordinal) ? key[Failed.Length..]
        : key.StartsWith(Newest, StringComparison.Ordinal) ? key[(Newest.Length + 20)..]
        : key;
}
