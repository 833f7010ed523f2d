using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Bitmagnet.Sandbox;

namespace Bitmagnet.Functions.Benchmarks.Health;

/// <summary>
/// <c>health [--rows 3000000] [--folder artifacts/health-benchmark] [--requests 500]</c>: fills a database, runs the application on it, and
/// measures <c>GET /api/health</c> over HTTP and the database's time for the snapshots. A given folder keeps the rows for the next run,
/// which continues an interrupted fill. Exits with 1 if a bound is broken.
/// </summary>
internal static class HealthCommand
{
    private const int Snapshots = 3;
    private const double MostMilliseconds = 50;
    private const double MostSeconds = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new CommandOptions(args, ["--rows", "--requests", "--folder"]);
        var (rows, requests) = (options.Number("--rows", 3_000_000), options.Number("--requests", 500));
        var folder = options.Text("--folder") is { } named ? new SandboxFolder(Path.GetFullPath(named)) : SandboxFolder.Temporary();
        await using var postgres = await PostgresServer.StartAsync(folder);
        await using var azurite = await AzuriteServer.StartAsync(SandboxFolder.Temporary());
        var database = await postgres.OpenDatabaseAsync("bitmagnet");
        var watch = Stopwatch.StartNew();
        await LargeIndex.FillAsync(database, rows, done => Say($"filled {done:N0} of {rows:N0} in {watch.Elapsed.TotalSeconds:0} s"));

        using var application = await RunningApplication.StartAsync(new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["POSTGRES_DSN"] = database,
            ["TMDB_ENABLED"] = "false",
            ["HEALTH_SCHEDULE"] = "*/10 * * * * *",
            // Only health is measured: nothing is fed or swept.
            ["ENRICHMENT_FEED_SCHEDULE"] = "0 0 0 1 1 *",
            ["SWEEP_SCHEDULE"] = "0 0 0 1 1 *",
        });
        using var client = new HttpClient { BaseAddress = application.Address };
        var seconds = await MeasureSnapshotsAsync(client);
        var milliseconds = await MeasureRequestsAsync(client, requests);

        Say($"{rows:N0} jobs, {rows:N0} torrents");
        Say($"snapshot: {string.Join(", ", seconds.Select(value => value.ToString("0.00", CultureInfo.InvariantCulture)))} s of database time; allowed: {MostSeconds} s");
        Say($"GET /api/health: p50 {Quantile(milliseconds, 0.5):0.0} ms, p95 {Quantile(milliseconds, 0.95):0.0} ms, most {milliseconds[^1]:0.0} ms; allowed at p95: {MostMilliseconds} ms");
        return seconds.Max() > MostSeconds || Quantile(milliseconds, 0.95) > MostMilliseconds ? 1 : 0;
    }

    /// <summary>The database's time for some snapshots, the first of them with nothing in memory.</summary>
    private static async Task<List<double>> MeasureSnapshotsAsync(HttpClient client)
    {
        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (seen.Count < Snapshots && await timer.WaitForNextTickAsync())
        {
            var report = await ReadAsync(client);
            if (report.GetProperty("snapshot") is { ValueKind: JsonValueKind.Object } snapshot && snapshot.GetProperty("database") is { ValueKind: JsonValueKind.Object } figures)
            {
                if (seen.TryAdd(snapshot.GetProperty("at").GetString()!, figures.GetProperty("seconds").GetDouble()))
                {
                    Say($"  jobs {(Estimated(figures, "queue") ? "estimated" : "counted")}, their ages {(figures.GetProperty("queue").GetProperty("agesAreEstimate").GetBoolean() ? "estimated" : "exact")}, contents {(Estimated(figures, "index") ? "estimated" : "counted")}");
                }
            }
        }

        return [.. seen.Values];
    }

    private static async Task<double[]> MeasureRequestsAsync(HttpClient client, int requests)
    {
        var milliseconds = new double[requests];
        for (var i = 0; i < requests; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await ReadAsync(client);
            milliseconds[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        return milliseconds;
    }

    private static async Task<JsonElement> ReadAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/api/health", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    private static bool Estimated(JsonElement figures, string part) => figures.GetProperty(part).GetProperty("isEstimate").GetBoolean();

    private static double Quantile(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
