using System.Diagnostics;
using Bitmagnet.Sandbox;

namespace Bitmagnet.Functions.Benchmarks.Compare;

/// <summary>One side of the comparison, in a process of its own.</summary>
/// <param name="Name">The name in the table.</param>
/// <param name="Program">The assembly to run.</param>
/// <param name="Arguments">Its arguments, by database, storage and TMDB.</param>
internal sealed record Side(string Name, string Program, Func<string, string, TmdbSimulator, (string[] Arguments, Dictionary<string, string> Settings)> Arguments)
{
    /// <summary>How many processes share the work.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>This application at its defaults: 40 requests a second.</summary>
    public static readonly Side Ours = new("this application", "Bitmagnet.LocalHost.dll", (database, storage, tmdb) => (
        ["--port", "0", "--exit-when-drained"],
        new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = storage,
            ["POSTGRES_DSN"] = database,
            ["TMDB_BASE_URL"] = tmdb.BaseUri.AbsoluteUri,
            ["TMDB_API_KEY"] = tmdb.Key,
            ["ENRICHMENT_SETTLE_TIME"] = "0",
            ["TMDB_RATE_LIMIT"] = "25ms",
        }));

    /// <summary>bitmagnet's rules and pace: 20 requests a second.</summary>
    public static readonly Side Bitmagnet = new("bitmagnet's rules", "Bitmagnet.Functions.Benchmarks.dll", (database, _, tmdb) =>
        (["compare-model", database, tmdb.BaseUri.AbsoluteUri, tmdb.Key], []));

    /// <summary>Starts it. Only its errors are shown.</summary>
    public Process Start(string database, string storage, TmdbSimulator tmdb)
    {
        var (arguments, settings) = Arguments(database, storage, tmdb);
        var program = Path.Combine(AppContext.BaseDirectory, Program);
        var isAssembly = program.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(isAssembly ? "dotnet" : program, isAssembly ? [program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
