using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Bitmagnet.Functions.Notifications;
using Bitmagnet.Sandbox.Samples;

namespace Bitmagnet.Functions.Tests.Storage;

/// <summary>How many requests to queues and tables the work costs, as docs/costs.md has them.</summary>
public sealed partial class StorageRequestsTests
{
    [Fact]
    public async Task Work_OfEachKind_TakesTheRequestsThatTheCostsAssume()
    {
        var time = new ForwardedTime();
        await using var harness = await EnrichmentHarness.StartAsync(time, schema: 20, ("NOTIFY_URLS", "http://127.0.0.1:1/"));
        await SampleIndex.LoadAsync(harness.ConnectionString, new SampleOptions(), Token);
        var ports = harness.StoragePorts;
        var requests = new ConcurrentQueue<int>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => requests.Enqueue(span.GetTagItem("server.port") as int? ?? 0),
        };
        ActivitySource.AddActivityListener(listener);

        var jobs = 0;
        var drain = await CountAsync(async () =>
        {
            await harness.Feed.RunAsync(Token);
            jobs = await harness.DrainQueueAsync();
        });
        Assert.Equal(50, jobs);
        AssertAsWritten("a job of 100 torrents, fed and run", (drain.Queues / 50.0, drain.Tables / 50.0));

        // Each runs twice, since the first run creates tables.
        await harness.Feed.RunAsync(Token);
        AssertAsWritten("a feed that finds nothing to do", await CountAsync(() => harness.Feed.RunAsync(Token)));
        await harness.Get<SnapshotRecorder>().RunAsync(Token);
        AssertAsWritten("a snapshot", await CountAsync(() => harness.Get<SnapshotRecorder>().RunAsync(Token)));
        await harness.Get<Sweeper>().RunAsync(false, Token);
        AssertAsWritten("a sweep of bitmagnet's queue", await CountAsync(() => harness.Get<Sweeper>().RunAsync(false, Token)));
        await harness.Get<OwnSweep>().RunAsync(Token);
        AssertAsWritten("a sweep of the own storage", await CountAsync(() => harness.Get<OwnSweep>().RunAsync(Token)));

        var health = harness.Get<HealthChecks>();
        var report = await health.RunAsync(Token);
        await harness.Get<Notifier>().TellAsync(report, report, Token);
        AssertAsWritten("a look at health for an address of `NOTIFY_URLS`", await CountAsync(async () => await harness.Get<Notifier>().TellAsync(report, await health.RunAsync(Token), Token)));

        // A timer's run finds nothing in memory from the one before.
        async Task<(double Queues, double Tables)> CountAsync(Func<Task> work)
        {
            time.Forward(TimeSpan.FromMinutes(1));
            requests.Clear();
            await work();
            return (requests.Count(port => port == ports.Queue), requests.Count(port => port == ports.Table));
        }
    }

    /// <summary>Asserts no more requests than the page has, and not so few that it is out of date.</summary>
    private static void AssertAsWritten(string work, (double Queues, double Tables) measured)
    {
        var row = Assert.Single(Rows().Matches(File.ReadAllText(Path.Combine(NpmPackages.FindRoot(), "docs", "costs.md"))), row => row.Groups[1].Value == work);
        var (queues, tables) = (Number(row.Groups[2]), Number(row.Groups[3]));

        Assert.True(measured.Queues >= queues * 0.6 && measured.Queues <= queues, $"{work}: {measured.Queues} requests to queues, written are {queues}");
        Assert.True(measured.Tables >= tables * 0.6 && measured.Tables <= tables, $"{work}: {measured.Tables} requests to tables, written are {tables}");
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?m)^\| (a [^|]+) \| ([0-9]+) \| ([0-9]+) \|$")]
    private static partial Regex Rows();
}

/// <summary>A clock that moves only when told, so caches expire alike on any machine. Pauses are real.</summary>
internal sealed class ForwardedTime : TimeProvider
{
    private static readonly DateTimeOffset Start = System.GetUtcNow();

    private TimeSpan forward;

    public void Forward(TimeSpan time) => forward += time;

    public override DateTimeOffset GetUtcNow() => Start + forward;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => forward.Ticks;
}
