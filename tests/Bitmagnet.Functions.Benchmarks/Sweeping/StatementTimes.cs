using System.Collections.Concurrent;
using System.Diagnostics;

namespace Bitmagnet.Functions.Benchmarks.Sweeping;

/// <summary>Measures the longest time of each statement of a data source, by its first line.</summary>
internal sealed class StatementTimes : IDisposable
{
    private readonly ConcurrentDictionary<string, (int Count, double Total, double Longest)> times = new();
    private readonly ActivityListener listener;

    /// <param name="dataSourceName">The data source; null: all.</param>
    public StatementTimes(string? dataSourceName)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (dataSourceName is null || dataSourceName.Equals(activity.GetTagItem("db.npgsql.data_source")))
                {
                    Add(activity.GetTagItem("db.query.text")?.ToString()?.Trim().Split('\n')[0] ?? activity.DisplayName, activity.Duration.TotalSeconds);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Statements, the slowest first.</summary>
    public IEnumerable<(string Statement, int Count, double Mean, double Longest)> SlowestFirst =>
        times.OrderByDescending(entry => entry.Value.Longest).Select(entry => (entry.Key, entry.Value.Count, entry.Value.Total / entry.Value.Count, entry.Value.Longest));

    public void Dispose() => listener.Dispose();

    private void Add(string statement, double seconds) => times.AddOrUpdate(
        statement, (1, seconds, seconds), (_, old) => (old.Count + 1, old.Total + seconds, Math.Max(old.Longest, seconds)));
}
