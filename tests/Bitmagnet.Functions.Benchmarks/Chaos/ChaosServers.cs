using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Bitmagnet.Sandbox;
using Npgsql;

namespace Bitmagnet.Functions.Benchmarks.Chaos;

/// <summary>PostgreSQL, Azurite and TMDB of one run. The first two can stop and restart behind constant ports.</summary>
internal sealed partial class ChaosServers : IAsyncDisposable
{
    private readonly SandboxFolder folder;
    private readonly LoopbackForwarder database;
    private readonly LoopbackForwarder[] storage;
    private PostgresServer postgres;
    private AzuriteServer azurite;

    private ChaosServers(SandboxFolder folder, PostgresServer postgres, AzuriteServer azurite, TmdbSimulator tmdb, string databaseConnection)
    {
        (this.folder, this.postgres, this.azurite, Tmdb) = (folder, postgres, azurite, tmdb);
        database = new LoopbackForwarder(postgres.Port);
        storage = [.. Ports(azurite).Select(port => new LoopbackForwarder(port))];
        Database = new NpgsqlConnectionStringBuilder(databaseConnection) { Port = database.Port }.ConnectionString;
        var index = 0;
        Storage = Port().Replace(azurite.ConnectionString, _ => storage[index++].Port.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The simulated TMDB.</summary>
    public TmdbSimulator Tmdb { get; }

    /// <summary>The database's connection string, valid for the whole run.</summary>
    public string Database { get; }

    /// <summary>The storage's connection string, valid for the whole run.</summary>
    public string Storage { get; }

    public static async Task<ChaosServers> StartAsync()
    {
        var folder = SandboxFolder.Temporary() with { IsTemporary = false }; // restarts keep the data, and the run deletes it
        var postgres = await StartPostgresAsync(folder);
        return new ChaosServers(
            folder, postgres, await AzuriteServer.StartAsync(folder), await TmdbSimulator.StartAsync(), await postgres.OpenDatabaseAsync("bitmagnet"));
    }

    /// <summary>The sandbox does not wait for its log at a commit. Here it has to, or a crash would take back what was acknowledged.</summary>
    private static Task<PostgresServer> StartPostgresAsync(SandboxFolder folder) => PostgresServer.StartAsync(folder, ["synchronous_commit=on"]);

    /// <summary>Stops or kills PostgreSQL, and starts it again on its data.</summary>
    public async Task RestartPostgresAsync(bool crash)
    {
        if (crash)
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Database) { Pooling = false }.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)", connection);
            using var postmaster = Process.GetProcessById(int.Parse((string)(await command.ExecuteScalarAsync())!, CultureInfo.InvariantCulture));
            postmaster.Kill(entireProcessTree: true);
        }

        database.LeadTo(0);
        await postgres.DisposeAsync();
        postgres = await StartPostgresAsync(folder);
        database.LeadTo(postgres.Port);
    }

    /// <summary>Stops Azurite, and starts it again on its data.</summary>
    public async Task RestartAzuriteAsync()
    {
        Array.ForEach(storage, port => port.LeadTo(0));
        await azurite.DisposeAsync();
        azurite = await AzuriteServer.StartAsync(folder);
        foreach (var (forwarder, port) in storage.Zip(Ports(azurite)))
        {
            forwarder.LeadTo(port);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Tmdb.DisposeAsync();
        await database.DisposeAsync();
        foreach (var forwarder in storage)
        {
            await forwarder.DisposeAsync();
        }

        await azurite.DisposeAsync();
        await postgres.DisposeAsync();
        Directory.Delete(folder.Path, recursive: true);
    }

    private static IEnumerable<int> Ports(AzuriteServer azurite) =>
        Port().Matches(azurite.ConnectionString).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"(?<=http://[0-9.]+:)[0-9]+")]
    private static partial Regex Port();
}
