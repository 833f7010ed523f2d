using Bitmagnet.Functions.Explaining;
using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>
/// A minute of each fault during a drain of eight jobs with eight look-ups each: how many requests TMDB gets during it, and how soon after
/// its end the first look-up is answered. FAULT_TABLE_SPEED=1 runs in real time; otherwise time is six times as fast.
/// </summary>
[Collection(nameof(Alone))]
public sealed class TmdbFaultTableTests(ITestOutputHelper output)
{
    private const int Callers = 64;

    /// <summary>The requests in progress when it fails, one on each connection, and probes.</summary>
    private const int MostRequests = TmdbLanes.Most + 12;

    private static readonly int Speed = int.Parse(Environment.GetEnvironmentVariable("FAULT_TABLE_SPEED") ?? "6", CultureInfo.InvariantCulture);

    /// <summary>The time that a machine busy with other tests may lose.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(Speed == 1 ? 1 : 8);

    [Fact]
    public async Task Outage_EachFault_GetsFewRequestsAndItsEndIsNoticedAtOnce()
    {
        FaultKind[] faults =
        [
            FaultKind.Maintenance, FaultKind.GatewayTimeout, FaultKind.Refused, FaultKind.CdnBlock, FaultKind.LegalBlock, FaultKind.Truncated, FaultKind.Empty,
            FaultKind.NotFound, FaultKind.Slow, FaultKind.RateLimit, FaultKind.RateLimitBody, FaultKind.BadKey, FaultKind.SuspendedKey,
        ];
        FaultOrder[] orders =
        [
            .. faults.Select(fault => new FaultOrder(fault, DelayMilliseconds: 60_000 / Speed)),
            new FaultOrder(FaultKind.Maintenance, Path: "/3/search"), // /authentication still answers
            new FaultOrder(FaultKind.CdnBlock, Path: "/3/search/movie"),
            new FaultOrder(FaultKind.RateLimit, RetryAfter: 20),
        ];

        var rows = new List<(FaultOrder Order, Row Row)>();
        foreach (var group in orders.Chunk(Speed == 1 ? orders.Length : 4))
        {
            rows.AddRange(group.Zip(await Task.WhenAll(group.Select(RunAsync))));
        }

        output.WriteLine($"{"fault",-40} {"requests in 60 s",16} {"of them probes",14} {"status",-12} {"answered again after",20}");
        foreach (var (order, row) in rows)
        {
            var name = $"{order.Fault} {order.Path}{(order is { Fault: FaultKind.RateLimit, RetryAfter: > 1 } ? $" Retry-After {order.RetryAfter}" : "")}";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name,-40} {row.Requests,16} {row.Probes,14} {row.Status,-12} {row.Resumed.TotalSeconds,18:F1} s"));
        }

        Assert.All(rows, item =>
        {
            var (order, row) = item;
            Assert.NotNull(row.Status);
            Assert.InRange(row.Requests, 2, MostRequests);
            var longest = order.Fault switch
            {
                FaultKind.SuspendedKey => TimeSpan.FromMinutes(4.4),
                FaultKind.BadKey => TimeSpan.FromSeconds(34),
                _ when order.RetryAfter > 1 => TimeSpan.FromSeconds(order.RetryAfter + 2),
                _ => TimeSpan.FromSeconds(18),
            };
            Assert.InRange(row.Resumed, TimeSpan.Zero, longest + Slack);
        });
    }

    private static async Task<Row> RunAsync(FaultOrder order)
    {
        var time = new FastTime(Speed);
        await using var tmdb = await TmdbSimulator.StartAsync();
        using var instance = new TmdbInstance(new MemoryTables(), new TmdbOptions { ApiKey = tmdb.Key, BaseUrl = tmdb.BaseUri }, time);
        await instance.Clock.StartAsync(Token);
        using var stop = new CancellationTokenSource();
        var drain = new Drain(instance, time);
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(() => drain.RunAsync(stop.Token))).ToList();

        await Task.Delay(TimeSpan.FromSeconds(5), time);
        var before = tmdb.Counts;
        tmdb.Fail(order);
        await Task.Delay(TimeSpan.FromMinutes(1), time);
        var after = tmdb.Counts;
        var status = instance.Gate.Shut?.Status;
        tmdb.Heal();
        var healed = time.GetUtcNow();
        while (drain.LastAnswer <= healed && time.GetUtcNow() - healed < TimeSpan.FromMinutes(6))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), time);
        }

        await stop.CancelAsync();
        await Task.WhenAll(callers);
        await instance.Clock.StopAsync(CancellationToken.None);
        return new Row((int)(after.Total - before.Total), (int)(Probes(after) - Probes(before)), status, drain.LastAnswer - healed);
    }

    /// <summary>In fast time a busy machine loses six times as much: slots would pass unused.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    private static long Probes(SimulatorCounts counts) => counts.ByCall.GetValueOrDefault("authentication");

    private sealed record Row(int Requests, int Probes, TmdbStatus? Status, TimeSpan Resumed);

    /// <summary>Looks up one title after another while TMDB can be asked, as the feed and the queue do with deferred jobs.</summary>
    private sealed class Drain(TmdbInstance instance, TimeProvider time)
    {
        private int next;
        private long lastAnswer;

        public DateTimeOffset LastAnswer => new(Interlocked.Read(ref lastAnswer), TimeSpan.Zero);

        public async Task RunAsync(CancellationToken stop)
        {
            try
            {
                while (true)
                {
                    var asked = time.GetUtcNow();
                    var search = new TmdbSearch(TmdbKind.Movie, $"title {Interlocked.Increment(ref next)}", null);
                    if (await instance.Catalogue.SearchAsync(search, stop) is TmdbAnswer<TmdbSearchPage>.Unavailable)
                    {
                        await Task.Delay(TimeSpan.FromSeconds(0.5), time, stop);
                    }
                    else
                    {
                        Interlocked.Exchange(ref lastAnswer, Math.Max(asked.Ticks, Interlocked.Read(ref lastAnswer)));
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // the test's end
            }
        }
    }
}
