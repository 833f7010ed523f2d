using Bitmagnet.Sandbox.Catalogue;
using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>A job that is cancelled in the middle of a round, as by its deadline or a stopping host.</summary>
public sealed class CutTests
{
    /// <summary>The look-ups by name that finish before others begin.</summary>
    private const int Part = 16;

    /// <summary>Look-ups that run at once.</summary>
    private const int Parallelism = 8;

    private static readonly CatalogueTitle[] Films =
        [.. TitleCatalogue.Titles.Where(title => title is { Kind: CatalogueKind.Movie, Adult: false }).DistinctBy(title => title.Title).Take(Part)];

    private static readonly CatalogueTitle[] Series = [.. TitleCatalogue.Titles.Where(title => title.Kind == CatalogueKind.Tv).Take(Parallelism)];

    [Theory]
    [InlineData("/3/search/tv", "search/tv")]
    [InlineData("/3/tv/", "tv")] // found, but without details yet
    public async Task RunAsync_CutWhileTmdbIsAskedByName_AttachesWhatIsDecidedAndPutsTheRestBack(string hanging, string call)
    {
        await using var harness = await StartAsync();
        var films = await AddFilmsAsync(harness);
        var series = new[]
        {
            await harness.AddTorrentAsync("Breaking.Bad.S01E01.720p.HDTV.x264-GRP", "tv_show"),
            await harness.AddTorrentAsync("Game.of.Thrones.S01E02.720p.HDTV.x264-GRP", "tv_show"),
        };

        await CutAsync(harness, [.. films, .. series], hanging, () => Asked(harness, call) > 0);

        Assert.Equal(Films.Select(Row), await RowsAsync(harness, films));
        Assert.Equal(["tv_show:?:?", "tv_show:?:?"], await RowsAsync(harness, series));
        await AssertPutBackAsync(harness, series);

        harness.Simulator.Heal();
        await harness.Feed.RunAsync(Token);
        await harness.DrainQueueAsync();

        Assert.Equal(["tv_show:tmdb:1396", "tv_show:tmdb:1399"], await RowsAsync(harness, series));
        Assert.Empty((await harness.Ledger.ListAsync(null, null, null, 10, Token)).Jobs);
    }

    [Fact]
    public async Task RunAsync_CutWhileTmdbIsAskedByHint_AttachesWhatIsAnsweredAndPutsTheRestBack()
    {
        await using var harness = await StartAsync();
        var films = new List<InfoHash>();
        var series = new List<InfoHash>();
        foreach (var title in Films.Concat(Series))
        {
            var isFilm = title.Kind == CatalogueKind.Movie;
            var torrent = await harness.AddTorrentAsync($"named like nothing {title.Id}", isFilm ? "movie" : "tv_show");
            await harness.AddHintAsync(torrent, isFilm ? "movie" : "tv_show", "tmdb", title.Id.ToString(CultureInfo.InvariantCulture));
            (isFilm ? films : series).Add(torrent);
        }

        var named = await harness.AddTorrentAsync("Named.Like.No.Film.Of.Any.Year.2011.1080p.BluRay.x264-GRP");

        await CutAsync(harness, [.. films, .. series, named], "/3/tv/", () => Asked(harness, "tv") == Parallelism);

        Assert.Equal(Films.Select(Row), await RowsAsync(harness, films));
        await AssertPutBackAsync(harness, [.. series, named]);
    }

    [Fact]
    public async Task RunAsync_CutBeforeItBegins_PutsAllBackAndAsksNothing()
    {
        await using var harness = await StartAsync();
        var films = await AddFilmsAsync(harness);

        await harness.Runner.RunAsync(Payload(films), 1, new CancellationToken(canceled: true));

        await AssertPutBackAsync(harness, films);
        Assert.Equal(0, harness.Simulator.Counts.Total);
    }

    [Fact]
    public async Task RunAsync_CutWhileItWrites_FinishesTheWrite()
    {
        await using var harness = await StartAsync();
        var films = await AddFilmsAsync(harness);
        await using var other = await harness.Database.OpenConnectionAsync(Token);
        await using var holder = await other.BeginTransactionAsync(Token);
        await using (var hold = new Npgsql.NpgsqlCommand("SELECT FROM torrents WHERE info_hash = $1 FOR UPDATE", other) { Parameters = { new() { Value = films[^1].ToBytes() } } })
        {
            await hold.ExecuteNonQueryAsync(Token);
        }

        using var cut = new CancellationTokenSource();
        var run = harness.Runner.RunAsync(Payload(films), 1, cut.Token);
        await Eventually.TrueAsync(() => IsWaiting(harness, "wait_event_type = 'Lock'"), "the write waits for the row");
        await cut.CancelAsync();
        await holder.RollbackAsync(Token);
        await run;

        Assert.Equal(Films.Select(Row), await RowsAsync(harness, films));
        Assert.Empty((await harness.Ledger.ListAsync(null, null, null, 10, Token)).Jobs);
    }

    [Fact]
    public async Task RunAsync_CutWhileAWriteHangs_WritesNothingOfTheRoundAndPutsItBack()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var harness = await StartAsync(time);
        var films = await AddFilmsAsync(harness);
        await using (var command = harness.Database.CreateCommand(
            $"""
            CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(3600); RETURN NEW; END';
            CREATE TRIGGER hang BEFORE INSERT ON torrent_contents FOR EACH ROW WHEN (NEW.content_id = '{Films[^1].Id}') EXECUTE FUNCTION hang();
            """))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        using var cut = new CancellationTokenSource();
        var run = harness.Runner.RunAsync(Payload(films), 1, cut.Token);
        await Eventually.TrueAsync(() => IsWaiting(harness, "wait_event = 'PgSleep'"), "the write hangs");
        await cut.CancelAsync();
        time.Advance(TimeSpan.FromSeconds(3));
        await run;

        Assert.All(await RowsAsync(harness, films), row => Assert.Equal("movie:?:?", row));
        await using var count = harness.Database.CreateCommand("SELECT count(*) FROM content");
        Assert.Equal(0L, await count.ExecuteScalarAsync(Token));
        await AssertPutBackAsync(harness, films);
    }

    private static Task<EnrichmentHarness> StartAsync(TimeProvider? time = null) => EnrichmentHarness.StartAsync(
        time ?? TimeProvider.System, IndexSchema.Newest, ("TMDB_ATTEMPT_TIMEOUT", "5m"), ("TMDB_TOTAL_TIMEOUT", "10m"));

    private static async Task<InfoHash[]> AddFilmsAsync(EnrichmentHarness harness)
    {
        var torrents = new List<InfoHash>();
        foreach (var film in Films)
        {
            torrents.Add(await harness.AddTorrentAsync($"{film.Title} ({film.Year}) 1080p BluRay x264-GRP"));
        }

        return [.. torrents];
    }

    /// <summary>Runs a job against a TMDB that leaves some requests unanswered, and cancels it there.</summary>
    private static async Task CutAsync(EnrichmentHarness harness, InfoHash[] torrents, string hanging, Func<bool> isThere)
    {
        harness.Simulator.Fail(new FaultOrder(FaultKind.Slow, Path: hanging, DelayMilliseconds: int.MaxValue));
        using var cut = new CancellationTokenSource();
        var run = harness.Runner.RunAsync(Payload(torrents), 1, cut.Token);
        await Eventually.TrueAsync(isThere, "all that TMDB answers is answered");
        await cut.CancelAsync();
        await run;
    }

    private static async Task AssertPutBackAsync(EnrichmentHarness harness, IEnumerable<InfoHash> torrents)
    {
        var job = Assert.Single((await harness.Ledger.ListAsync(null, null, null, 10, Token)).Jobs);
        Assert.Equal((JobStatus.Retry, JobReasons.OutOfTime, 1, 0), (job.Status, job.Reason, job.Deferrals, job.Attempts));
        Assert.Equal(torrents, job.InfoHashes);
    }

    private static bool IsWaiting(EnrichmentHarness harness, string how)
    {
        using var command = harness.Database.CreateCommand($"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND {how})");
        return (bool)command.ExecuteScalar()!;
    }

    private static async Task<IEnumerable<string>> RowsAsync(EnrichmentHarness harness, IEnumerable<InfoHash> torrents)
    {
        var rows = new List<string>();
        foreach (var torrent in torrents)
        {
            rows.Add(Assert.Single(await harness.RowsAsync(torrent)));
        }

        return rows;
    }

    private static string Row(CatalogueTitle film) => string.Create(CultureInfo.InvariantCulture, $"movie:tmdb:{film.Id}");

    private static long Asked(EnrichmentHarness harness, string call) => harness.Simulator.Counts.ByCall.GetValueOrDefault(call);

    private static byte[] Payload(IEnumerable<InfoHash> hashes) =>
        Encoding.UTF8.GetBytes($$"""{"InfoHashes":[{{string.Join(',', hashes.Select(hash => $"\"{hash.Hex}\""))}}]}""");
}
