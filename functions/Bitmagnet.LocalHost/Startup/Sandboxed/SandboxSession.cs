using System.Collections.Concurrent;
using System.Globalization;
using Bitmagnet.Functions.Wording;
using Bitmagnet.Sandbox;
using Bitmagnet.Sandbox.Samples;
using Npgsql;

namespace Bitmagnet.LocalHost.Startup;

/// <summary>The sandbox's parts of one run, and the settings that point the application to them.</summary>
internal sealed class SandboxSession : IAsyncDisposable
{
    private const string Database = "bitmagnet";

    /// <summary>From this size on, making a sample takes so long that its progress is shown.</summary>
    private const int LargeSample = 50_000;

    private readonly ConcurrentBag<IAsyncDisposable> parts = [];
    private readonly ConcurrentDictionary<string, string?> settings = [];

    private readonly IConfiguration given;

    private SandboxSession(IConfiguration given) => this.given = given;

    /// <summary>The settings to add to the application's.</summary>
    public IReadOnlyDictionary<string, string?> Settings => settings;

    /// <summary>Starts the needed parts, all at once, and writes each with its address to <paramref name="console"/>.</summary>
    /// <exception cref="SandboxException">A part cannot be started.</exception>
    public static async Task<SandboxSession> StartAsync(
        SandboxNeeds needs, IConfiguration configuration, IAnsiConsole console, CancellationToken cancellationToken = default)
    {
        var session = new SandboxSession(configuration);
        try
        {
            var sample = SampleOf(configuration);
            var folder = configuration["sandbox-folder"] is { Length: > 0 } path ? new SandboxFolder(Path.GetFullPath(path)) : null;
            if (needs.Storage || needs.Postgres)
            {
                folder ??= SandboxFolder.Default();
            }

            await Task.WhenAll(
                needs.Storage ? session.StartStorageAsync(folder!, console, cancellationToken) : Task.CompletedTask,
                needs.Postgres ? session.StartPostgresAsync(folder!, sample, console, cancellationToken) : Task.CompletedTask,
                needs.Tmdb ? session.StartTmdbAsync(console, cancellationToken) : Task.CompletedTask);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(parts.Select(part => part.DisposeAsync().AsTask()));

    /// <summary>Adds settings that suit the sandbox, except those that are set already.</summary>
    private void Default(string name, string value)
    {
        if (string.IsNullOrEmpty(given[name]))
        {
            settings[name] = value;
        }
    }

    private static SampleOptions SampleOf(IConfiguration configuration)
    {
        var text = configuration["sandbox-torrents"];
        if (string.IsNullOrWhiteSpace(text))
        {
            return new SampleOptions();
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= 5_000_000
            ? new SampleOptions(count)
            : throw new SandboxException($"--sandbox-torrents is '{text}'; allowed: a whole number from 1 to 5000000.");
    }

    private async Task StartStorageAsync(SandboxFolder folder, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var azurite = await AzuriteServer.StartAsync(folder, cancellationToken);
        parts.Add(azurite);
        settings["AzureWebJobsStorage"] = azurite.ConnectionString;

        // host.json suits one instance of many and a TMDB with a limit. This is the only instance, and its jobs spend most of their time waiting for Azurite.
        Default("AzureFunctionsJobHost:extensions:queues:batchSize", "16");
        Default("AzureFunctionsJobHost:extensions:queues:newBatchThreshold", "8");
        Say(console, "Storage", $"Azurite, queues at {azurite.QueueEndpoint}");
    }

    private async Task StartPostgresAsync(SandboxFolder folder, SampleOptions sample, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var postgres = await PostgresServer.StartAsync(folder, cancellationToken);
        parts.Add(postgres);
        var connectionString = await postgres.OpenDatabaseAsync(Database, cancellationToken);
        settings["POSTGRES_DSN"] = connectionString;
        Default("ENRICHMENT_SETTLE_TIME", "0");
        Default("ENRICHMENT_FEED_SCHEDULE", "*/2 * * * * *");
        try
        {
            var isLoaded = await HasTorrentsAsync(connectionString, cancellationToken);
            var what = isLoaded
                ? $"the sample index of an earlier run, in {folder.Path}. Its torrents stay as they are; to start anew, delete that folder or name another with --sandbox-folder"
                : $"{await LoadAsync(connectionString, sample, console, cancellationToken)}, in {folder.Path}";
            Say(console, "PostgreSQL", $"127.0.0.1:{postgres.Port}, {what}");
        }
        catch (NpgsqlException e)
        {
            throw new SandboxException($"The sandbox's PostgreSQL has no sample index: {e.Message.TrimEnd('.')}. Its log is in {folder.Path}; the next start makes the index anew.", e);
        }
    }

    private async Task<string> LoadAsync(string connectionString, SampleOptions sample, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var said = 0;
        var loaded = await SampleIndex.LoadAsync(
            connectionString, sample,
            share =>
            {
                var percent = (int)(share * 10) * 10;
                if (sample.Torrents >= LargeSample && percent > said)
                {
                    said = percent;
                    Say(console, "PostgreSQL", $"making a sample index of {Counted.Of(sample.Torrents, "torrent")}: {percent} %");
                }
            },
            cancellationToken);
        return $"a new sample index of {Counted.Of(loaded, "torrent")}: {Counted.Of(sample.Torrents, "film or series", "films and series")}, and {loaded - sample.Torrents:N0} of other types, which are left alone";
    }

    private async Task StartTmdbAsync(IAnsiConsole console, CancellationToken cancellationToken)
    {
        var tmdb = await TmdbSimulator.StartAsync(cancellationToken: cancellationToken);
        parts.Add(tmdb);
        settings["TMDB_BASE_URL"] = tmdb.BaseUri.AbsoluteUri;
        settings["TMDB_API_KEY"] = tmdb.Key;
        Default("TMDB_RATE_LIMIT", "0");
        Say(console, "TMDB", $"simulated at {tmdb.BaseUri}");
    }

    /// <summary>Whether the database has a sample. Loading is one transaction, so an interrupted one leaves nothing.</summary>
    private static async Task<bool> HasTorrentsAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM torrents)", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Writes one line at a time: parts start at once.</summary>
    private void Say(IAnsiConsole console, string part, string what)
    {
        lock (parts)
        {
            console.MarkupLineInterpolated($"[green]sandbox[/]  {part,-11}{what}");
        }
    }
}
