using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Sandbox;
using Npgsql;

namespace Bitmagnet.EndToEnd.Tests;

/// <summary>Storage, database and TMDB of one test, and the settings that point the application to them.</summary>
internal sealed class SystemUnderTest : IAsyncDisposable
{
    private readonly AzuriteServer azurite;
    private readonly PostgresServer postgres;

    private SystemUnderTest(AzuriteServer azurite, PostgresServer postgres, TmdbSimulator tmdb, string database)
    {
        this.azurite = azurite;
        this.postgres = postgres;
        Tmdb = tmdb;
        Database = NpgsqlDataSource.Create(database);
        Ledger = new JobLedger(new TableServiceClient(azurite.ConnectionString), TimeProvider.System);
        Settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["POSTGRES_DSN"] = database,
            ["TMDB_BASE_URL"] = tmdb.BaseUri.AbsoluteUri,
            ["TMDB_API_KEY"] = tmdb.Key,
            ["TMDB_RATE_LIMIT"] = "0",
            ["ENRICHMENT_SETTLE_TIME"] = "0",
            ["ENRICHMENT_FEED_SCHEDULE"] = "*/2 * * * * *",
        };
    }

    public TmdbSimulator Tmdb { get; }

    public NpgsqlDataSource Database { get; }

    public JobLedger Ledger { get; }

    public Dictionary<string, string> Settings { get; }

    public string StorageConnection => azurite.ConnectionString;

    public string ConnectionString => Settings["POSTGRES_DSN"];

    public static async Task<SystemUnderTest> StartAsync(int schema = 20, string tmdbKey = "sandbox")
    {
        var folder = SandboxFolder.Temporary();
        var azurite = await AzuriteServer.StartAsync(folder);
        var postgres = await PostgresServer.StartAsync(folder);
        var tmdb = await TmdbSimulator.StartAsync(new SimulatorOptions { Key = tmdbKey });
        return new SystemUnderTest(azurite, postgres, tmdb, await postgres.CreateDatabaseAsync(schema));
    }

    /// <summary>Puts a text on the enrichment queue unchanged.</summary>
    public async Task SendRawAsync(string text)
    {
        var queue = new QueueClient(azurite.ConnectionString, StorageNames.EnrichmentQueue);
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync(text);
    }

    /// <summary>Deletes every message and ages the ledger's jobs, as if nobody had run them.</summary>
    public async Task LoseMessagesAsync(TimeSpan age)
    {
        await new QueueClient(azurite.ConnectionString, StorageNames.EnrichmentQueue).ClearMessagesAsync();
        var jobs = (await Ledger.ListAsync(JobStatus.Pending, null, null, 1000, CancellationToken.None)).Jobs;
        await Ledger.SaveAsync([.. jobs.Select(job => job with { UpdatedAt = job.UpdatedAt - age })], CancellationToken.None);
    }

    /// <summary>The info hash of a torrent that is added under this name.</summary>
    public static string HashOf(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 20));

    /// <summary>Adds a torrent as bitmagnet stores it with TMDB off.</summary>
    public async Task<string> AddTorrentAsync(string name, string type = "movie")
    {
        var hash = HashOf(name);
        await using var command = Database.CreateCommand(
            """
            WITH t AS (
              INSERT INTO torrents (info_hash, name, size, private, files_status, created_at, updated_at)
              VALUES (decode($1, 'hex'), $2, 1000000000, false, 'single', now() - interval '1 day', now() - interval '1 day'))
            INSERT INTO torrent_contents (info_hash, content_type, languages, tsv, created_at, updated_at)
            VALUES (decode($1, 'hex'), $3, '[]', ''::tsvector, now() - interval '1 day', now() - interval '1 day')
            """);
        command.Parameters.AddWithValue(hash);
        command.Parameters.AddWithValue(name);
        command.Parameters.AddWithValue(type);
        await command.ExecuteNonQueryAsync();
        return hash;
    }

    /// <summary>The content of a torrent, or null.</summary>
    public async Task<string?> ContentAsync(string hash)
    {
        await using var command = Database.CreateCommand("SELECT max(content_id) FROM torrent_contents WHERE info_hash = decode($1, 'hex')");
        command.Parameters.AddWithValue(hash);
        return await command.ExecuteScalarAsync() as string;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The rows of a query as texts, in order.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Tmdb.DisposeAsync();
        await postgres.DisposeAsync();
        await azurite.DisposeAsync();
    }
}
