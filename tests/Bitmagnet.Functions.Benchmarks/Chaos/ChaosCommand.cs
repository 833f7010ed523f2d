using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Sandbox.Samples;
using Bitmagnet.Sandbox.Simulator;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Chaos;

/// <summary>
/// <c>chaos [--seed 1] [--seeds 1] [--torrents 50000] [--events 30]</c>: drains an index while instances are killed, stopped and added,
/// PostgreSQL crashes, Azurite restarts, TMDB fails in each way, bitmagnet writes, and malformed messages arrive. Exits with 1 if an
/// invariant is broken, and prints the seed that repeats the run.
/// </summary>
internal static class ChaosCommand
{
    private const int MostInstances = 3;

    // Only ends a hang: a run on a busy machine takes many times longer than on an idle one.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new CommandOptions(args, ["--seed", "--seeds", "--torrents", "--events"]);
        var (seed, seeds) = (options.Number("--seed", 1), options.Number("--seeds", 1));
        var (torrents, events) = (options.Number("--torrents", 50_000), options.Number("--events", 30));
        var failures = 0;
        for (var each = seed; each < seed + seeds; each++)
        {
            var watch = Stopwatch.StartNew();
            var broken = await RunAsync(each, torrents, events);
            failures += broken.Count == 0 ? 0 : 1;
            Say($"seed {each}: {(broken.Count == 0 ? "every invariant holds" : "BROKEN")} after {watch.Elapsed.TotalSeconds:0} s");
            foreach (var line in broken)
            {
                Say($"  {line}; again with: -- chaos --seed {each} --torrents {torrents} --events {events}");
            }
        }

        return failures == 0 ? 0 : 1;
    }

    private static async Task<IReadOnlyList<string>> RunAsync(int seed, int torrents, int events)
    {
        var sample = new SampleOptions(torrents, seed);
        var undisturbed = await UndisturbedAsync(sample);
        await using var servers = await ChaosServers.StartAsync();
        await SampleIndex.LoadAsync(servers.Database, sample);
        await using (var database = NpgsqlDataSource.Create(servers.Database))
        {
            await ChaosInvariants.RememberAsync(database);
        }

        var bitmagnet = new BitmagnetWriter(servers.Database, seed);
        var instances = new List<RunningApplication>();
        var poisoned = 0;
        try
        {
            instances.Add(RunningApplication.Start(Settings(servers)));
            foreach (var next in ChaosSchedule.Make(seed, events))
            {
                await Task.Delay(next.After);
                Say($"  {next}");
                poisoned += await ApplyAsync(next, servers, bitmagnet, instances, poisoned);
            }

            servers.Tmdb.Heal();
            foreach (var instance in instances)
            {
                instance.Terminate();
                await instance.WaitForExitAsync(Patience);
            }

            await LoseMessagesAsync(servers, poisoned);
            await DrainAsync(servers);
            var ledger = new JobLedger(new TableServiceClient(servers.Storage), TimeProvider.System);
            await using var database = NpgsqlDataSource.Create(servers.Database); // has no connections to a server that is gone
            return await ChaosInvariants.BrokenAsync(database, ledger, [sample, .. bitmagnet.Samples], undisturbed, poisoned, CancellationToken.None);
        }
        finally
        {
            instances.ForEach(instance => instance.Dispose());
        }
    }

    /// <summary>Applies an event.</summary>
    /// <returns>How many malformed messages were put on the queue.</returns>
    private static async Task<int> ApplyAsync(
        ChaosEvent next, ChaosServers servers, BitmagnetWriter bitmagnet, List<RunningApplication> instances, int poisoned)
    {
        switch (next.Kind)
        {
            case ChaosKind.Kill:
                instances[0].Kill();
                await ReplaceAsync(instances, servers);
                return 0;
            case ChaosKind.Terminate:
                instances[0].Terminate();
                await ReplaceAsync(instances, servers);
                return 0;
            case ChaosKind.AddInstance when instances.Count < MostInstances:
                instances.Add(RunningApplication.Start(Settings(servers)));
                return 0;
            case ChaosKind.PostgresCrash or ChaosKind.PostgresRestart:
                await servers.RestartPostgresAsync(crash: next.Kind == ChaosKind.PostgresCrash);
                return 0;
            case ChaosKind.AzuriteRestart:
                await servers.RestartAzuriteAsync();
                return 0;
            case ChaosKind.TmdbFails:
                servers.Tmdb.Fail(new FaultOrder(next.Fault));
                return 0;
            case ChaosKind.TmdbHeals:
                servers.Tmdb.Heal();
                return 0;
            case ChaosKind.Poison:
                var queue = new QueueClient(servers.Storage, StorageNames.EnrichmentQueue);
                await queue.CreateIfNotExistsAsync();
                await queue.SendMessageAsync(NoJob(poisoned));
                return 1;
            case ChaosKind.BitmagnetWrites:
                await bitmagnet.TryWriteAsync();
                return 0;
            default:
                return 0;
        }
    }

    private static async Task ReplaceAsync(List<RunningApplication> instances, ChaosServers servers)
    {
        await instances[0].WaitForExitAsync(Patience);
        instances[0].Dispose();
        instances.RemoveAt(0);
        instances.Add(RunningApplication.Start(Settings(servers)));
    }

    /// <summary>
    /// Messages of killed instances stay hidden for up to ten minutes. Instead of waiting, a run deletes all messages, and the sweep must
    /// feed their jobs again. Malformed ones have no row until they run, so they are sent again.
    /// </summary>
    private static async Task LoseMessagesAsync(ChaosServers servers, int poisoned)
    {
        var ledger = new JobLedger(new TableServiceClient(servers.Storage), TimeProvider.System);
        var queue = new QueueClient(servers.Storage, StorageNames.EnrichmentQueue);
        await queue.CreateIfNotExistsAsync(); // With few events no instance may have come so far.
        await queue.ClearMessagesAsync();
        for (var number = 0; number < poisoned; number++)
        {
            await queue.SendMessageAsync(NoJob(number));
        }

        string? page = null;
        do
        {
            var jobs = await ledger.ListAsync(JobStatus.Pending, null, page, 1000, CancellationToken.None);
            await ledger.SaveAsync([.. jobs.Jobs.Select(job => job with { UpdatedAt = job.UpdatedAt - TimeSpan.FromHours(2) })], CancellationToken.None);
            page = jobs.Continuation;
        }
        while (page is not null);
    }

    /// <summary>What a drain without events attaches.</summary>
    private static async Task<IReadOnlyList<string>> UndisturbedAsync(SampleOptions sample)
    {
        await using var servers = await ChaosServers.StartAsync();
        await SampleIndex.LoadAsync(servers.Database, sample);
        await DrainAsync(servers);
        await using var database = NpgsqlDataSource.Create(servers.Database);
        return await ChaosInvariants.AttachedAsync(database);
    }

    private static async Task DrainAsync(ChaosServers servers)
    {
        using var last = RunningApplication.Start(Settings(servers), "--exit-when-drained");
        if (await last.WaitForExitAsync(Patience) is not 0 and var code)
        {
            throw new InvalidOperationException($"The last drain ended with {code}.\n{last.Output}");
        }
    }

    private static string NoJob(int number) => string.Create(CultureInfo.InvariantCulture, $"no job {number}");

    private static Dictionary<string, string> Settings(ChaosServers servers) => new()
    {
        ["AzureWebJobsStorage"] = servers.Storage,
        ["POSTGRES_DSN"] = servers.Database,
        ["TMDB_BASE_URL"] = servers.Tmdb.BaseUri.AbsoluteUri,
        ["TMDB_API_KEY"] = servers.Tmdb.Key,
        ["TMDB_RATE_LIMIT"] = "0",
        ["ENRICHMENT_SETTLE_TIME"] = "0",
        ["ENRICHMENT_FEED_SCHEDULE"] = "*/2 * * * * *",
        ["SWEEP_SCHEDULE"] = "*/5 * * * * *",
    };

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
