using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bitmagnet.Functions.Benchmarks.Cache;

/// <summary>
/// <c>cache [--titles 200000] [--seconds 60] [--seed 1] [--folder artifacts/cache]</c>: stores TMDB's answers for the titles on Azurite,
/// and measures the size of its file, the slowest write while it saves, and the answers lost in a restart. Exits with 1 if the file exceeds
/// 150 MB, a write takes over a second or an answer is lost.
/// </summary>
internal static class CacheCommand
{
    private const double MostMegabytes = 150;
    private const double MostSeconds = 1;
    private const int Writers = 8;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new CommandOptions(args, ["--titles", "--seconds", "--seed", "--folder"]);
        var folder = new SandboxFolder(Path.GetFullPath(options.Text("--folder") ?? $"artifacts/cache-{Environment.ProcessId}"));
        var (titles, seconds) = (options.Number("--titles", 200_000), options.Number("--seconds", 60));
        var drain = new CacheDrain(titles, new Random(options.Number("--seed", 1)));
        var azurite = await AzuriteServer.StartAsync(folder);
        var watch = Stopwatch.StartNew();
        await drain.FillAsync(Tables(azurite), CancellationToken.None);
        Say($"{titles:N0} titles: {drain.Searches:N0} searches, {drain.Missing:N0} of them of titles that TMDB does not have, and {drain.Details:N0} details; {drain.Dropped:N0} did not fit; filled in {watch.Elapsed.TotalSeconds:0} s");

        var writes = await WriteAsync(Store(azurite), drain, TimeSpan.FromSeconds(seconds));
        writes.Sort();
        Say($"{writes.Count:N0} writes in {seconds} s: p50 {writes[writes.Count / 2]:0.000} s, p99 {writes[writes.Count * 99 / 100]:0.000} s, slowest {writes[^1]:0.000} s");

        var evicted = await drain.LostAsync(Store(azurite), CancellationToken.None);
        await azurite.DisposeAsync();
        var megabytes = new FileInfo(Path.Combine(folder.Path, "azurite", "__azurite_db_table__.json")).Length / 1e6;
        Say($"Azurite's file: {megabytes:0.0} MB");

        azurite = await AzuriteServer.StartAsync(folder);
        var lost = await drain.LostAsync(Store(azurite), CancellationToken.None) - evicted;
        Say($"{evicted:N0} answers gave way to others in a full row; after a restart {lost:N0} of {drain.Kept:N0} are lost");
        await azurite.DisposeAsync();
        return megabytes <= MostMegabytes && writes[^1] <= MostSeconds && lost == 0 ? 0 : 1;
    }

    private static TmdbTables Tables(AzuriteServer azurite) => new(new TableServiceClient(azurite.ConnectionString));

    private static TmdbCacheStore Store(AzuriteServer azurite) =>
        new(Tables(azurite), new TmdbOptions(), TimeProvider.System, NullLogger<TmdbCacheStore>.Instance);

    /// <summary>The seconds that each write of one more answer took.</summary>
    private static async Task<List<double>> WriteAsync(TmdbCacheStore store, CacheDrain drain, TimeSpan span)
    {
        var watch = Stopwatch.StartNew();
        var writers = Enumerable.Range(0, Writers).Select(async _ =>
        {
            var times = new List<double>();
            while (watch.Elapsed < span)
            {
                var started = watch.Elapsed;
                await drain.SaveOneMoreAsync(store, CancellationToken.None);
                times.Add((watch.Elapsed - started).TotalSeconds);
            }

            return times;
        });
        return [.. (await Task.WhenAll(writers)).SelectMany(times => times)];
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
