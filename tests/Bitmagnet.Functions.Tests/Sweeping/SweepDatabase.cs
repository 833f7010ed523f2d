using Bitmagnet.Functions.Index.Queue;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>A bitmagnet database with queue_jobs to sweep, and a storage table for the runs.</summary>
internal sealed class SweepDatabase : IAsyncDisposable
{
    public const string TmdbError = "TMDB request failed: 429 Too Many Requests";
    public const string OtherError = "missing 1 info hashes";

    private SweepDatabase(string connectionString, int schema)
    {
        ConnectionString = connectionString;
        DataSource = NpgsqlDataSource.Create(connectionString);
        HasPriority = schema >= 15;
        Runs = new SweepRuns(new TableServiceClient(Servers.Azurite.ConnectionString), "SweepRuns" + Guid.NewGuid().ToString("N"));
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    public SweepRuns Runs { get; }

    public bool HasPriority { get; }

    public static Task<SweepDatabase> CreateAsync(int schema) => CreateAsync(Servers.Postgres, schema);

    public static async Task<SweepDatabase> CreateAsync(PostgresServer server, int schema) =>
        new(await server.CreateDatabaseAsync(schema, Token), schema);

    public static string Hash(int n) => n.ToString("x40", CultureInfo.InvariantCulture);

    public static string Payload(params int[] hashes) =>
        $$"""{"InfoHashes":[{{string.Join(',', hashes.Select(hash => $"\"{Hash(hash)}\""))}}]}""";

    public Sweeper Sweeper(SweepOptions? options = null, TimeProvider? clock = null) => new(
        DataSource, Runs, options ?? new SweepOptions(), clock ?? TimeProvider.System, NullLogger<Sweeper>.Instance);

    public Task<SweepRun> SweepAsync(SweepOptions? options = null, bool isDryRun = false) =>
        Sweeper(options).RunAsync(isDryRun, Token);

    /// <summary>POST /api/sweep with a query.</summary>
    public async Task<ContentResult> PostAsync(string query)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new QueryString(query);
        return (ContentResult)await new SweepEndpoints(Sweeper(), Runs).RunAsync(context.Request, Token);
    }

    /// <summary>Adds a job; ages are in minutes before now.</summary>
    public async Task<string> AddAsync(
        string payload, string status, double dueAgo = 120, string? error = OtherError, string queue = "process_torrent",
        string archival = "168:00:00", bool hasDeadline = false, string? ranAgo = "2 hours")
    {
        await using var command = DataSource.CreateCommand(
            """
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, retries, max_retries, run_after, ran_at, error, archival_duration, created_at, deadline)
            VALUES ($1, $2, $3::queue_job_status, $4::jsonb, 1, 2, now() - make_interval(secs => $5), now() - $6::interval, $7, $8::interval, now() - interval '1 day',
                    CASE WHEN $9 THEN now() - interval '1 hour' END)
            RETURNING id
            """);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = QueueFingerprint.Of(queue, payload) }, new() { Value = queue }, new() { Value = status }, new() { Value = payload },
            new() { Value = dueAgo * 60 }, new() { Value = (object?)ranAgo ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            new() { Value = (object?)error ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            new() { Value = archival }, new() { Value = hasDeadline },
        });
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }

    public Task AddTorrentAsync(int hash) => ExecuteAsync(
        $"INSERT INTO torrents (info_hash, name, size, private, created_at, updated_at) VALUES (decode('{Hash(hash)}', 'hex'), 'a', 1, false, now(), now())");

    public Task AddContentsAsync(int hash, bool isAttached) => ExecuteAsync(
        $"""
         INSERT INTO content (type, source, id, title, created_at, updated_at) VALUES ('movie', 'tmdb', '1', 'a', now(), now()) ON CONFLICT DO NOTHING;
         INSERT INTO torrent_contents (info_hash, content_type, content_source, content_id, created_at, updated_at)
         VALUES (decode('{Hash(hash)}', 'hex'), 'movie', {(isAttached ? "'tmdb', '1'" : "NULL, NULL")}, now(), now())
         """);

    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(Token);
    }

    public async Task<string?> ScalarAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token) is { } value and not DBNull ? value.ToString() : null;
    }

    /// <summary>The whole row as JSON; null: deleted.</summary>
    public Task<string?> RowAsync(string id) => ScalarAsync($"SELECT to_jsonb(j)::text FROM queue_jobs j WHERE id = '{id}'");

    public Task<string?> StatusAsync(string id) => ScalarAsync($"SELECT status::text FROM queue_jobs WHERE id = '{id}'");

    /// <summary>Makes every change of a matching row fail as PostgreSQL does. The condition may use the sequence refusals.</summary>
    public Task RefuseAsync(string state, string condition) => ExecuteAsync(
        $"""
         CREATE SEQUENCE refusals;
         CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN
           IF {condition} THEN RAISE EXCEPTION 'refused' USING ERRCODE = '{state}'; END IF;
           RETURN coalesce(NEW, OLD);
         END $$;
         CREATE TRIGGER refuse BEFORE UPDATE OR DELETE ON queue_jobs FOR EACH ROW EXECUTE FUNCTION refuse()
         """);

    /// <summary>The number of rows in each state, by the states' names.</summary>
    public Task<string?> StatusesAsync() => ScalarAsync(
        "SELECT string_agg(status || ' ' || n, ', ' ORDER BY status) FROM (SELECT status::text, count(*) AS n FROM queue_jobs GROUP BY status) AS counts");

    /// <summary>All rows as JSON.</summary>
    public Task<string?> AllAsync() => ScalarAsync("SELECT jsonb_agg(to_jsonb(j) ORDER BY id)::text FROM queue_jobs j");

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
