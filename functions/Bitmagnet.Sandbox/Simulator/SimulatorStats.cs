using System.Collections.Concurrent;

namespace Bitmagnet.Sandbox.Simulator;

/// <summary>Counts requests and answers.</summary>
internal sealed class SimulatorStats
{
    private readonly ConcurrentDictionary<string, long> byCall = new();
    private readonly ConcurrentDictionary<string, long> byStatus = new();
    private long total;

    /// <summary>Counts a request by its call, such as <c>search/movie</c> or <c>movie</c>.</summary>
    public void Asked(string path)
    {
        Interlocked.Increment(ref total);
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var call = parts switch
        {
            ["3", "search", var kind, ..] => $"search/{kind}",
            ["3", var call3, ..] => call3,
            _ => "other",
        };
        byCall.AddOrUpdate(call, 1, (_, count) => count + 1);
    }

    /// <summary>Counts an answer; a cut connection is <c>cut</c>.</summary>
    public void Answered(string status) => byStatus.AddOrUpdate(status, 1, (_, count) => count + 1);

    /// <summary>The counts so far.</summary>
    public SimulatorCounts Read() => new(Interlocked.Read(ref total), new(byCall), new(byStatus));
}

/// <summary>What the simulated TMDB has counted.</summary>
/// <param name="Total">Requests.</param>
/// <param name="ByCall">Requests by call: <c>search/movie</c>, <c>search/tv</c>, <c>movie</c>, <c>tv</c>, <c>find</c>, <c>authentication</c>.</param>
/// <param name="ByStatus">Answers by HTTP status; <c>cut</c> where the connection was cut.</param>
public sealed record SimulatorCounts(long Total, Dictionary<string, long> ByCall, Dictionary<string, long> ByStatus);
