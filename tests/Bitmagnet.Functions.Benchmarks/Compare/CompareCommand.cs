using System.Diagnostics;
using System.Globalization;
using Bitmagnet.Functions.Index;
using Bitmagnet.Sandbox;
using Bitmagnet.Sandbox.Samples;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Compare;

/// <summary>
/// <c>compare [--torrents 2000] [--gone SECONDS] [--state NAME] [--application FILE] [--processes 1]</c>: runs the same torrents through
/// this application and through a model of bitmagnet's rules and pace. TMDB is healthy, at its limit, failing one answer in twenty, and gone
/// (60 seconds stand for longer; 600 are ten minutes), or only in the state whose name starts with NAME. FILE is a published LocalHost, its dll
/// or its program, instead of the one built with the benchmarks; several processes of it share the work, of which the first is measured. Each
/// side has new servers. Linux only, since it reads /proc. Exits with 1 if this application attaches less, leaves a torrent without its row, or
/// makes more requests for each that it attaches.
/// </summary>
internal static class CompareCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new CommandOptions(args, ["--torrents", "--gone", "--state", "--application", "--processes"]);
        var sample = new SampleOptions(options.Number("--torrents", 2000, least: 1));
        var isWorse = false;
        var application = Side.Ours with { Processes = options.Number("--processes", 1, least: 1) };
        if (options.Text("--application") is { } file)
        {
            application = application with
            {
                Program = File.Exists(file) ? Path.GetFullPath(file) : throw new BadOptionException($"--application is \"{file}\", which is no file"),
            };
        }

        var scenarios = Scenarios(options.Text("--state") ?? "", TimeSpan.FromSeconds(options.Number("--gone", 60)));
        Console.WriteLine(CompareRow.Head);
        foreach (var scenario in scenarios)
        {
            var ours = await MeasureAsync(scenario, application, sample);
            Console.WriteLine(ours.Line(scenario, application));
            var theirs = await MeasureAsync(scenario, Side.Bitmagnet, sample);
            Console.WriteLine(theirs.Line(scenario, Side.Bitmagnet));
            isWorse |= ours.Searchable < theirs.Searchable || ours.Attached < theirs.Attached || ours.Requests * theirs.Attached > theirs.Requests * ours.Attached;
        }

        return isWorse ? 1 : 0;
    }

    private static List<Scenario> Scenarios(string state, TimeSpan gone)
    {
        var all = Scenario.All(gone);
        var chosen = all.Where(scenario => scenario.Name.StartsWith(state, StringComparison.Ordinal)).ToList();
        return chosen.Count > 0 ? chosen
            : throw new BadOptionException($"--state is \"{state}\"; the start of one of these is allowed: {string.Join(", ", all.Select(scenario => scenario.Name))}");
    }

    private static async Task<CompareRow> MeasureAsync(Scenario scenario, Side side, SampleOptions sample)
    {
        var folder = SandboxFolder.Temporary();
        try
        {
            return await MeasureAsync(scenario, side, sample, folder);
        }
        finally
        {
            if (Directory.Exists(folder.Path))
            {
                Directory.Delete(folder.Path, recursive: true);
            }
        }
    }

    private static async Task<CompareRow> MeasureAsync(Scenario scenario, Side side, SampleOptions sample, SandboxFolder folder)
    {
        await using var postgres = await PostgresServer.StartAsync(folder);
        await using var azurite = await AzuriteServer.StartAsync(folder with { IsTemporary = false }); // on disk, as operators run it
        await using var tmdb = await TmdbSimulator.StartAsync(new SimulatorOptions { RequestsPerSecond = scenario.RequestsPerSecond });
        var database = await postgres.CreateDatabaseAsync(IndexSchema.Newest);
        await SampleIndex.LoadAsync(database, sample);

        var watch = Stopwatch.StartNew();
        var processes = Enumerable.Range(0, side.Processes).Select(_ => side.Start(database, azurite.ConnectionString, tmdb)).ToList();
        using var end = new CancellationTokenSource();
        var meter = new ProcessMeter(processes[0].Id, folder.Path);
        var measuring = meter.RunAsync(end.Token);
        var first = FirstRequestAsync(tmdb, watch, end.Token);
        var playing = scenario.PlayAsync(tmdb, end.Token);
        await Task.WhenAll(processes.Select(process => process.WaitForExitAsync())).WaitAsync(Patience);
        var elapsed = watch.Elapsed;
        await end.CancelAsync();
        await Task.WhenAll(measuring, playing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (processes.Find(process => process.ExitCode != 0) is { } failed)
        {
            throw new InvalidOperationException($"{side.Name} ended with {failed.ExitCode} ({scenario.Name}).");
        }

        processes.ForEach(process => process.Dispose());

        return await CountAsync(database, sample, elapsed, await first, tmdb.Counts.Total, meter);
    }

    private static async Task<TimeSpan> FirstRequestAsync(TmdbSimulator tmdb, Stopwatch watch, CancellationToken end)
    {
        while (tmdb.Counts.Total == 0 && !end.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }

        return watch.Elapsed;
    }

    private static async Task<CompareRow> CountAsync(string database, SampleOptions sample, TimeSpan elapsed, TimeSpan first, long requests, ProcessMeter meter)
    {
        var expected = SampleIndex.Generate(sample).Where(torrent => torrent.Title is not null)
            .ToDictionary(torrent => Convert.ToHexStringLower(torrent.InfoHash), torrent => torrent.Title!.Id.ToString(CultureInfo.InvariantCulture));
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("SELECT encode(info_hash, 'hex'), content_source, content_id FROM torrent_contents");
        await using var reader = await command.ExecuteReaderAsync();
        var searchable = new HashSet<string>();
        long attached = 0, wrong = 0;
        while (await reader.ReadAsync())
        {
            searchable.Add(reader.GetString(0));
            if (!reader.IsDBNull(1))
            {
                attached++;
                wrong += expected.GetValueOrDefault(reader.GetString(0)) == reader.GetString(2) ? 0 : 1;
            }
        }

        return new CompareRow(elapsed, first, requests, attached, wrong, searchable.Count, meter);
    }
}
