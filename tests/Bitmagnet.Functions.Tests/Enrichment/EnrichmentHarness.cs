using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>The application as Program.cs composes it, with a new database, an Azurite of its own and a simulated TMDB.</summary>
internal sealed class EnrichmentHarness : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    private readonly AzuriteServer azurite;
    private readonly ServiceProvider services;
    private readonly string database;

    private EnrichmentHarness(AzuriteServer azurite, TmdbSimulator simulator, ServiceProvider services, string database)
    {
        this.azurite = azurite;
        Simulator = simulator;
        this.services = services;
        this.database = database;
    }

    public TmdbSimulator Simulator { get; }

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public JobLedger Ledger => Get<JobLedger>();

    public EnrichmentRunner Runner => Get<EnrichmentRunner>();

    public EnrichmentFeed Feed => Get<EnrichmentFeed>();

    public string ConnectionString => database;

    /// <summary>The ports of this application's own storage.</summary>
    public (int Queue, int Table) StoragePorts => (Get<QueueServiceClient>().Uri.Port, Get<Azure.Data.Tables.TableServiceClient>().Uri.Port);

    public static Task<EnrichmentHarness> StartAsync(int schema = 20, params (string Name, string Value)[] settings) =>
        StartAsync(schema, _ => { }, settings);

    public static Task<EnrichmentHarness> StartAsync(TimeProvider time, int schema, params (string Name, string Value)[] settings) =>
        StartAsync(schema, services => services.AddSingleton(time), settings);

    /// <param name="schema">bitmagnet's.</param>
    /// <param name="replace">Replaces services of the application.</param>
    /// <param name="settings">Settings besides those of the started parts.</param>
    public static async Task<EnrichmentHarness> StartAsync(
        int schema, Action<IServiceCollection> replace, params (string Name, string Value)[] settings)
    {
        var azurite = await AzuriteServer.StartAsync(SandboxFolder.Temporary());
        var simulator = await TmdbSimulator.StartAsync();
        var database = await Servers.Postgres.CreateDatabaseAsync(schema);
        var values = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["POSTGRES_DSN"] = database,
            ["TMDB_BASE_URL"] = simulator.BaseUri.AbsoluteUri,
            ["TMDB_API_KEY"] = simulator.Key,
            ["TMDB_RATE_LIMIT"] = "0",
            ["ENRICHMENT_SETTLE_TIME"] = "0",
            ["HEALTH_DATABASE_TIME"] = "1m", // counts are exact on a busy machine too
        };
        foreach (var (name, value) in settings)
        {
            values[name] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var registered = Compose(configuration);
        replace(registered);
        var services = registered.BuildServiceProvider();
        return new EnrichmentHarness(azurite, simulator, services, database);
    }

    /// <summary>The services as Program.cs registers them.</summary>
    public static IServiceCollection Compose(IConfiguration configuration) => new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
        .AddSingleton(configuration)
        .AddSingleton(TimeProvider.System)
        .AddSingleton(Random.Shared)
        .AddCapabilities(configuration);

    /// <summary>Another instance with the same settings, hence the same database and storage.</summary>
    public ServiceProvider StartAnother(Action<IServiceCollection> replace)
    {
        var registered = Compose(Get<IConfiguration>());
        replace(registered);
        return registered.BuildServiceProvider();
    }

    public IServiceProvider Services => services;

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>Adds a torrent as bitmagnet stores it with TMDB off: one row without content.</summary>
    public async Task<InfoHash> AddTorrentAsync(string name, string? type = "movie")
    {
        var hash = InfoHash.FromBytes(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, InfoHash.Size));
        await using var command = Database.CreateCommand(
            """
            WITH t AS (
              INSERT INTO torrents (info_hash, name, size, private, files_status, created_at, updated_at)
              VALUES ($1, $2, 1000000000, false, 'single', now() - interval '1 day', now() - interval '1 day'))
            INSERT INTO torrent_contents (info_hash, content_type, languages, tsv, created_at, updated_at)
            VALUES ($1, $3, '[]', ''::tsvector, now() - interval '1 day', now() - interval '1 day')
            """);
        command.Parameters.AddWithValue(hash.ToBytes());
        command.Parameters.AddWithValue(name);
        command.Parameters.AddWithValue((object?)type ?? DBNull.Value);
        await command.ExecuteNonQueryAsync();
        return hash;
    }

    /// <summary>Adds the external id that bitmagnet got with the torrent.</summary>
    public async Task AddHintAsync(InfoHash hash, string type, string source, string id, string? languages = null)
    {
        await using var command = Database.CreateCommand(
            """
            WITH source AS (INSERT INTO metadata_sources VALUES ($3, $3, now(), now()) ON CONFLICT DO NOTHING)
            INSERT INTO torrent_hints (info_hash, content_type, content_source, content_id, languages, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5::jsonb, now(), now())
            """);
        command.Parameters.AddWithValue(hash.ToBytes());
        command.Parameters.AddWithValue(type);
        command.Parameters.AddWithValue(source);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue((object?)languages ?? DBNull.Value);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Adds a waiting job of bitmagnet's with the torrent.</summary>
    public async Task PutInWorkAsync(InfoHash hash)
    {
        await using var command = Database.CreateCommand(
            $$$"""
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, run_after, archival_duration, created_at)
            VALUES ('{{{hash.Hex}}}', 'process_torrent', 'pending', '{"InfoHashes":["{{{hash.Hex}}}"]}', now(), '168:00:00', now())
            """);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The torrent's rows as "type:source:id", sorted.</summary>
    public async Task<string[]> RowsAsync(InfoHash hash)
    {
        await using var command = Database.CreateCommand(
            """
            SELECT concat_ws(':', content_type, coalesce(content_source, '?'), coalesce(content_id, '?'))
            FROM torrent_contents WHERE info_hash = $1 ORDER BY 1
            """);
        command.Parameters.AddWithValue(hash.ToBytes());
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return [.. rows];
    }

    /// <summary>Runs every message in the queue as the host does, under its lease, until the queue is empty.</summary>
    public async Task<int> DrainQueueAsync()
    {
        var queue = Get<QueueServiceClient>().GetQueueClient(StorageNames.EnrichmentQueue);
        var count = 0;
        while (await queue.ExistsAsync() && (await queue.ReceiveMessagesAsync(32, Lease)).Value is { Length: > 0 } messages)
        {
            foreach (QueueMessage message in messages)
            {
                await Runner.RunAsync(message.Body.ToMemory(), message.DequeueCount, CancellationToken.None);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
                count++;
            }
        }

        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Simulator.DisposeAsync();
        await azurite.DisposeAsync();
    }
}
