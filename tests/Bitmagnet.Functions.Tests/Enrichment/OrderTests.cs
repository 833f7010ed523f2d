using Bitmagnet.Functions.Benchmarks.Requests;
using Bitmagnet.Sandbox.Catalogue;
using CsCheck;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>Equal data give equal rows, whatever the order and size of the jobs and the number of instances.</summary>
public sealed class OrderTests
{
    private static readonly (string Name, string Type)[] Torrents =
    [
        ("Le.Fabuleux.Destin.d'Amelie.Poulain.2001.1080p.BluRay.x264-GRP", "movie"),
        ("Le Fabuleux Destin d'Amélie Poulain (2001) [720p]", "movie"),
        ("Amelie.2001.1080p.BluRay.x264-GRP", "movie"),
        ("Rocky 2 (1979) 1080p", "movie"),
        ("Rocky.II.1979.1080p.BluRay.x264-GRP", "movie"),
        ("Oceans.Eleven.2001.1080p.BluRay.x264-GRP", "movie"),
        ("Ocean's 11 (2001) 1080p", "tv_show"),
        ("Ocean's Eleven (1960) 720p", "movie"),
        ("The.Little.Mermaid.1080p.BluRay.x264-GRP", "movie"),
        ("The.Little.Mermaid.2023.1080p.BluRay.x264-GRP", "movie"),
        ("The.Little.Mermaid.II.1989.1080p.BluRay.x264-GRP", "movie"),
        ("Doctor.Who.S01E03.1080p.WEB.h264-GRP", "tv_show"),
        ("Doctor.Who.1963.S01E03.DVDRip", "tv_show"),
        ("Doctor.Who.2005.S04E03.720p.HDTV", "tv_show"),
        ("The.Office.S07E01.1080p.WEB.h264-GRP", "tv_show"),
        ("The.Office.UK.S01E01.DVDRip", "tv_show"),
        ("Chernobyl.2019.1080p.BluRay.x264-GRP", "movie"),
        ("Band.of.Brothers.2001.1080p.BluRay.x264-GRP", "movie"),
        ("Dune.1080p.BluRay.x264-GRP", "movie"),
        ("Dune.1984.1080p.BluRay.x264-GRP", "movie"),
        ("Dune Part 1 (2021) 2160p", "movie"),
        ("Alien.3.1992.1080p.BluRay.x264-GRP", "movie"),
        ("Alien³ (1992)", "movie"),
        ("Holiday.in.Nowhere.2019.1080p.WEB-DL.x264-GRP", "movie"),
    ];

    private static readonly IReadOnlyList<CatalogueTitle> Dense = DenseCatalogue.Of(TitleCatalogue.Titles, others: 5_000, seed: 9);

    [Fact]
    public async Task RunAsync_AnyOrderOfJobsAndAnyNumberOfInstances_WritesEqualRows()
    {
        await using var tmdb = await TmdbSimulator.StartAsync(new SimulatorOptions { Titles = Dense }, Token);
        var expected = await DrainAsync(tmdb, Torrents, instances: 1, jobSize: Torrents.Length);
        Assert.Contains("Rocky 2 (1979) 1080p movie tmdb 1367", expected, StringComparison.Ordinal);
        Assert.Contains("Amelie.Poulain.2001.1080p.BluRay.x264-GRP movie tmdb 194", expected, StringComparison.Ordinal);
        Assert.Contains("Ocean's 11 (2001) 1080p movie tmdb 161", expected, StringComparison.Ordinal); // its row was a series'
        Assert.Contains("Band.of.Brothers.2001.1080p.BluRay.x264-GRP tv_show tmdb 4613", expected, StringComparison.Ordinal); // a film's

        await Gen.Select(Gen.Shuffle(Torrents), Gen.Int[1, 3], Gen.Int[1, 8]).SampleAsync(
            async (order, instances, jobSize) => Assert.Equal(expected, await DrainAsync(tmdb, order, instances, jobSize)), iter: 8, threads: 1);
    }

    /// <summary>
    /// Runs all torrents on a new database and storage, with the jobs distributed over instances that share both. Returns all rows.
    /// </summary>
    private static async Task<string> DrainAsync(TmdbSimulator tmdb, IReadOnlyList<(string Name, string Type)> torrents, int instances, int jobSize)
    {
        await using var azurite = await AzuriteServer.StartAsync(SandboxFolder.Temporary());
        var connection = await Servers.Postgres.CreateDatabaseAsync(IndexSchema.Newest);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["POSTGRES_DSN"] = connection,
            ["TMDB_BASE_URL"] = tmdb.BaseUri.AbsoluteUri,
            ["TMDB_API_KEY"] = tmdb.Key,
            ["TMDB_RATE_LIMIT"] = "0",
        }).Build();
        var hosts = Enumerable.Range(0, instances)
            .Select(_ => EnrichmentHarness.Compose(configuration).BuildServiceProvider())
            .ToList();
        await using var database = NpgsqlDataSource.Create(connection);
        foreach (var (name, type) in torrents)
        {
            await AddAsync(database, name, type);
        }

        var jobs = torrents.Select(torrent => Hash(torrent.Name)).Chunk(jobSize).Select((hashes, index) => (
            Host: hosts[index % instances],
            Job: new EnrichmentJob($"{index}", hashes, Attempts: 0, Deferrals: 0, Fed: true, TraceParent: null))).ToList();
        await Task.WhenAll(jobs.GroupBy(job => job.Host).Select(async own =>
        {
            foreach (var (host, job) in own)
            {
                var outcome = await host.GetRequiredService<EnrichmentPipeline>().RunAsync(job, CancellationToken.None);
                Assert.Null(outcome.Deferral);
            }
        }));
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        return await RowsAsync(database);
    }

    private static InfoHash Hash(string name) =>
        InfoHash.FromBytes(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, InfoHash.Size));

    private static async Task AddAsync(NpgsqlDataSource database, string name, string type)
    {
        await using var command = database.CreateCommand(
            """
            WITH t AS (
              INSERT INTO torrents (info_hash, name, size, private, files_status, created_at, updated_at)
              VALUES ($1, $2, 1000000000, false, 'no_info', '2026-01-01Z', '2026-01-01Z'))
            INSERT INTO torrent_contents (info_hash, content_type, languages, tsv, created_at, updated_at)
            VALUES ($1, $3, '[]', ''::tsvector, '2026-01-01Z', '2026-01-01Z')
            """);
        command.Parameters.AddWithValue(Hash(name).ToBytes());
        command.Parameters.AddWithValue(name);
        command.Parameters.AddWithValue(type);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> RowsAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            """
            SELECT string_agg(line, E'\n' ORDER BY line) FROM (
              SELECT concat_ws(' ', t.name, c.content_type, c.content_source, c.content_id, c.languages, c.tsv) AS line
              FROM torrent_contents c JOIN torrents t USING (info_hash)
              UNION ALL
              SELECT 'content ' || (to_jsonb(c) - 'created_at' - 'updated_at')::text FROM content c
              UNION ALL
              SELECT 'attribute ' || (to_jsonb(a) - 'created_at' - 'updated_at')::text FROM content_attributes a
              UNION ALL
              SELECT 'link ' || to_jsonb(l)::text FROM content_collections_content l) lines
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
