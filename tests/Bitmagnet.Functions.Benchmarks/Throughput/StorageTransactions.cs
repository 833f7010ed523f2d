using System.Collections.Concurrent;
using System.Diagnostics;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Benchmarks.Throughput;

/// <summary>Counts the requests to the storage account, which bills each one, by method and purpose.</summary>
internal sealed class StorageTransactions : IDisposable
{
    private readonly ConcurrentDictionary<string, int> counts = new();
    private readonly ActivityListener listener;

    public StorageTransactions(string connectionString)
    {
        var ports = connectionString.Split(';').Where(part => part.Contains("Endpoint=", StringComparison.Ordinal))
            .Select(part => new Uri(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..]).Port).ToHashSet();
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("server.port") is int port && ports.Contains(port) && activity.GetTagItem("url.full") is string url)
                {
                    counts.AddOrUpdate($"{activity.GetTagItem("http.request.method")} {Subject(url)}", 1, static (_, count) => count + 1);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public int Total => counts.Values.Sum();

    public IEnumerable<(string Operation, int Count)> ByOperation =>
        counts.Select(count => (count.Key, count.Value)).OrderByDescending(count => count.Value);

    public void Dispose() => listener.Dispose();

    private static string Subject(string url) =>
        new[]
        {
            StorageNames.EnrichmentQueue, StorageNames.JobsTable, StorageNames.CountersTable, StorageNames.CursorsTable,
            StorageNames.TmdbCacheTable, StorageNames.TmdbStateTable, "$batch",
        }.FirstOrDefault(name => url.Contains(name, StringComparison.Ordinal)) ?? "another";
}
