using System.Diagnostics;
using System.Globalization;
using Bitmagnet.Functions.Index;
using Bitmagnet.Sandbox;
using Bitmagnet.Sandbox.Samples;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Throughput;

/// <summary>
/// <c>throughput [--torrents 20000] [--rounds 3]</c>: measures how fast torrents are enriched without TMDB requests, and how many storage
/// transactions a message costs. The first drain fills content and cache; the index is reset before each measured one. Feed, queue, ledger
/// and writes are the application's own; PostgreSQL and Azurite run on this machine. Exits with 1 if no round is fast enough.
/// </summary>
internal static class ThroughputCommand
{
    /// <summary>The least torrents a second on two cores.</summary>
    private const double Least = 1500;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new CommandOptions(args, ["--torrents", "--rounds"]);
        var (torrents, rounds) = (options.Number("--torrents", 20_000), options.Number("--rounds", 3));
        var folder = SandboxFolder.Temporary();
        await using var postgres = await PostgresServer.StartAsync(folder);
        await using var azurite = await AzuriteServer.StartAsync(folder);
        await using var simulator = await TmdbSimulator.StartAsync();
        var database = await postgres.CreateDatabaseAsync(IndexSchema.Newest);
        await SampleIndex.LoadAsync(database, new SampleOptions(torrents));
        await using var fill = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { CommandTimeout = 0 });
        await ExecuteAsync(fill, "CREATE TABLE saved AS SELECT * FROM torrent_contents");

        await using var services = DrainServices.Build(azurite.ConnectionString, database, simulator);
        var drain = new Drain(services);
        var cold = await MeasureAsync(fill, drain);
        Say($"cold: {cold.Messages} messages, {cold.Attached:N0} torrents attached in {cold.Elapsed.TotalSeconds:0.0} s; {simulator.Counts.Total:N0} requests to TMDB");

        var best = 0.0;
        for (var round = 1; round <= rounds; round++)
        {
            await ExecuteAsync(fill, PutBack);
            await drain.RewindAsync();
            var before = simulator.Counts.Total;
            using var times = new Sweeping.StatementTimes(null);
            using var transactions = new StorageTransactions(azurite.ConnectionString);
            var warm = await MeasureAsync(fill, drain);
            Say($"warm {round}: {warm.Torrents:N0} torrents in {warm.Elapsed.TotalSeconds:0.00} s = {warm.Torrents / warm.Elapsed.TotalSeconds:N0} torrents/s; {warm.Attached:N0} attached; {simulator.Counts.Total - before} requests to TMDB");
            best = Math.Max(best, warm.Torrents / warm.Elapsed.TotalSeconds);
            Say($"  storage transactions: {transactions.Total / (double)warm.Messages:0.00} a message ({warm.Messages} messages)");
            foreach (var (operation, count) in transactions.ByOperation)
            {
                Say($"    {count / (double)warm.Messages,6:0.00} {operation}");
            }

            foreach (var (statement, count, mean, longest) in times.SlowestFirst)
            {
                Say($"  {count,6} × {mean * 1000,6:0.0} ms, at most {longest * 1000,5:0} ms: {statement.ReplaceLineEndings(" ")[..Math.Min(statement.Length, 70)]}");
            }
        }

        return best < Least ? 1 : 0;
    }

    // Columns are copied by name, except the generated one.
    private const string PutBack =
        """
        DO $$
        DECLARE names text := (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
                               WHERE attrelid = 'torrent_contents'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '');
        BEGIN
          TRUNCATE torrent_contents;
          EXECUTE format('INSERT INTO torrent_contents (%1$s) SELECT %1$s FROM saved', names);
        END $$;
        ANALYZE torrent_contents;
        CHECKPOINT
        """;

    private static async Task<(TimeSpan Elapsed, int Messages, long Torrents, long Attached)> MeasureAsync(NpgsqlDataSource database, Drain drain)
    {
        var watch = Stopwatch.StartNew();
        var (messages, torrents) = await drain.RunAsync();
        watch.Stop();
        await using var count = database.CreateCommand("SELECT count(*) FROM torrent_contents WHERE content_source IS NOT NULL");
        return (watch.Elapsed, messages, torrents, (long)(await count.ExecuteScalarAsync())!);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
