using Bitmagnet.Functions.Index.Queue;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Tests.Enrichment;

public sealed class EnrichmentTests
{
    [Fact]
    public async Task RunAsync_BitmagnetsOwnPayload_AttachesWhatTmdbKnowsAndLeavesTheRest()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var unknown = await harness.AddTorrentAsync("Zzyzx.Qwxvbn.2011.1080p.BluRay.x264-GRP");
        var music = await harness.AddTorrentAsync("Some Band - Some Album (1999) [FLAC]", "music");

        await harness.Runner.RunAsync(Payload(matrix, unknown, music), 1, Token);

        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(matrix));
        Assert.Equal(["movie:?:?"], await harness.RowsAsync(unknown));
        Assert.Equal(["music:?:?"], await harness.RowsAsync(music));
        Assert.Equal(0, (await harness.Ledger.CountAsync(Token)).Failed);
    }

    [Fact]
    public async Task RunAsync_TheSameMessageTwiceAndAtOnce_EndsInTheSameRows()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => harness.Runner.RunAsync(Payload(matrix), 1, Token)));
        await harness.Runner.RunAsync(Payload(matrix), 1, Token);

        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(matrix));
    }

    [Fact]
    public async Task RunAsync_AMalformedMessage_IsRecordedAsFailedWithItsBodyAndReason()
    {
        await using var harness = await EnrichmentHarness.StartAsync();

        await harness.Runner.RunAsync(Encoding.UTF8.GetBytes("""{"InfoHashes":["zz"]}"""), 1, Token);

        var job = Assert.Single((await harness.Ledger.ListAsync(JobStatus.Failed, null, null, 10, Token)).Jobs);
        Assert.Equal(JobReasons.Malformed, job.Reason);
        Assert.Equal("""{"InfoHashes":["zz"]}""", new JobDetail(job).Body);
        Assert.Contains("40 hexadecimal", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordPoisonedAsync_ABodyThatIsNoText_IsRecordedJustAsWell()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var noise = new byte[48 * 1024]; // the most that a message holds in base64
        noise.AsSpan().Fill(0xff);

        await harness.Runner.RecordPoisonedAsync(noise, Token);

        var job = Assert.Single((await harness.Ledger.ListAsync(JobStatus.Failed, null, null, 10, Token)).Jobs);
        Assert.Equal("base64:" + Convert.ToBase64String(noise), new JobDetail(job).Body);
    }

    [Fact]
    public async Task RunAsync_OneOddTorrent_FailsTheJobAfterTheOthersAreDone()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var odd = await harness.AddTorrentAsync("Inception.2010.1080p.BluRay.x264-GRP");
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await using (var command = harness.Database.CreateCommand("ALTER TABLE content ADD CONSTRAINT odd CHECK (id <> '27205')"))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        await Assert.ThrowsAsync<PostgresException>(() => harness.Runner.RunAsync(Payload(odd, matrix), 1, Token));

        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(matrix));
        Assert.Equal(["movie:?:?"], await harness.RowsAsync(odd));
        var job = Assert.Single((await harness.Ledger.ListAsync(null, null, null, 10, Token)).Jobs);
        Assert.Equal((JobStatus.Pending, 1), (job.Status, job.Attempts));
        Assert.Contains("odd", job.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordPoisonedAsync_AMessageWhoseRunsLeftNoError_SaysWhatMayBeTheCause()
    {
        await using var harness = await EnrichmentHarness.StartAsync();

        await harness.Runner.RecordPoisonedAsync(Payload(InfoHash.Parse(new string('a', 40))), Token);

        var job = Assert.Single((await harness.Ledger.ListAsync(JobStatus.Failed, null, null, 10, Token)).Jobs);
        Assert.Contains("cut off before its end", job.Error!, StringComparison.Ordinal);
        Assert.Contains("unknown", job.Error!, StringComparison.Ordinal);
        Assert.Null(job.Attempts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_AMessageWithTheIdOfAnotherJob_LeavesThatJobsRowAsItIs(bool isInWork)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var inception = await harness.AddTorrentAsync("Inception.2010.1080p.BluRay.x264-GRP");
        await harness.PutInWorkAsync(matrix);
        await harness.Runner.RunAsync(Named(matrix), 1, Token);
        var before = await harness.Ledger.GetAsync("job-1", Token);
        if (isInWork)
        {
            await harness.PutInWorkAsync(inception);
        }

        await harness.Runner.RunAsync(Named(inception), 1, Token);

        var after = await harness.Ledger.GetAsync("job-1", Token);
        Assert.Equal((JobStatus.Retry, before!.ETag, matrix), (after!.Status, after.ETag, Assert.Single(after.InfoHashes)));
        var others = (await harness.Ledger.ListAsync(null, null, null, 10, Token)).Jobs.Where(job => job.Id != "job-1");
        Assert.Equal(isInWork ? [inception] : [], others.SelectMany(job => job.InfoHashes));
        Assert.Equal([isInWork ? "movie:?:?" : "movie:tmdb:27205"], await harness.RowsAsync(inception));

        static byte[] Named(InfoHash hash) => Encoding.UTF8.GetBytes($$"""{"id":"job-1","infoHashes":["{{hash.Hex}}"]}""");
    }

    [Fact]
    public async Task RunAsync_AMessageWithOneOfADeferredJobsTorrents_LeavesTheOthersDeferred()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var other = InfoHash.Parse(new string('a', 40));
        await harness.Ledger.SaveAsync(
            [new JobRecord { Id = "job-1", Status = JobStatus.Retry, InfoHashes = [matrix, other], CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch }], Token);

        await harness.Runner.RunAsync(Encoding.UTF8.GetBytes($$"""{"id":"job-1","infoHashes":["{{matrix.Hex}}"]}"""), 1, Token);

        Assert.Equal([matrix, other], (await harness.Ledger.GetAsync("job-1", Token))!.InfoHashes);
    }

    [Fact]
    public async Task RunAsync_WhileBitmagnetHasTheTorrentInWork_PutsItBack()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await harness.PutInWorkAsync(matrix);

        await harness.Runner.RunAsync(Payload(matrix), 1, Token);

        var job = Assert.Single((await harness.Ledger.ListAsync(JobStatus.Retry, null, null, 10, Token)).Jobs);
        Assert.Equal((JobReasons.InWork, 1, 0), (job.Reason, job.Deferrals, job.Attempts));
        Assert.Equal(["movie:?:?"], await harness.RowsAsync(matrix));
    }

    [Fact]
    public async Task RunAsync_WithTmdbDisabled_MakesNoRequestAndPutsTheJobBack()
    {
        await using var harness = await EnrichmentHarness.StartAsync(20, ("TMDB_ENABLED", "false"));
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");

        await harness.Runner.RunAsync(Payload(matrix), 1, Token);

        var job = Assert.Single((await harness.Ledger.ListAsync(JobStatus.Retry, null, null, 10, Token)).Jobs);
        Assert.Equal("tmdb_disabled", job.Reason);
        Assert.Equal(0, harness.Simulator.Counts.Total);
    }

    [Theory]
    [InlineData("ALTER TABLE torrents RENAME COLUMN name TO title", JobReasons.DatabaseRefused)] // a future schema that the probe takes for the current one
    [InlineData("DROP SCHEMA public CASCADE", JobReasons.DatabaseUnavailable)]
    public async Task RunAsync_OnADatabaseThatChangedUnderIt_PutsTheJobBackAtNoAttempt(string change, string reason)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await using (var command = harness.Database.CreateCommand(change))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        await harness.Runner.RunAsync(Payload(matrix), 1, Token);

        var job = Assert.Single((await harness.Ledger.ListAsync(JobStatus.Retry, null, null, 10, Token)).Jobs);
        Assert.Equal((reason, 1, 0), (job.Reason, job.Deferrals, job.Attempts));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(18)]
    [InlineData(20)]
    public async Task FeedAndDrain_OnEachSchema_AttachesAllThatTmdbKnows(int schema)
    {
        await using var harness = await EnrichmentHarness.StartAsync(schema, ("ENRICHMENT_BATCH_SIZE", "2"));
        var hashes = new List<InfoHash>
        {
            await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP"),
            await harness.AddTorrentAsync("The Matrix (1999) 720p"),
            await harness.AddTorrentAsync("Inception.2010.2160p.WEB-DL.DDP5.1-NTb"),
        };

        await harness.Feed.RunAsync(Token);
        var messages = await harness.DrainQueueAsync();
        await harness.Feed.RunAsync(Token);

        Assert.Equal(2, messages);
        Assert.Equal(0, await harness.DrainQueueAsync());
        foreach (var hash in hashes)
        {
            Assert.DoesNotContain("?", Assert.Single(await harness.RowsAsync(hash)), StringComparison.Ordinal);
        }

        var counts = await harness.Ledger.CountAsync(Token);
        Assert.Equal((0, 0, 0), (counts.Pending, counts.Retry, counts.Failed));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(18)]
    [InlineData(20)]
    public async Task RunAsync_VideosWithoutAType_GetTheirTypeAndOneJobThatParsesThem(int schema)
    {
        await using var harness = await EnrichmentHarness.StartAsync(schema);
        var inception = await harness.AddTorrentAsync("Inception.1080p.BluRay.x264-GRP.mkv", null);
        var parasite = await harness.AddTorrentAsync("Parasite.720p.WEBRip.mkv", null);
        var typed = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP.mkv");
        var text = await harness.AddTorrentAsync("Inception.epub", null);
        InfoHash[] untyped = [.. new[] { inception, parasite }.OrderBy(hash => hash.Hex, StringComparer.Ordinal)];

        await harness.Runner.RunAsync(Payload(inception, parasite, typed, text), 1, Token);
        await harness.Runner.RunAsync(Payload(inception, parasite, typed, text), 1, Token);

        Assert.Equal(["movie:tmdb:27205"], await harness.RowsAsync(inception));
        Assert.Equal(["movie:tmdb:496243"], await harness.RowsAsync(parasite));
        Assert.Equal(["?:?"], await harness.RowsAsync(text));
        var payload = $$"""{"ClassifierFlags":{"apis_enabled":false,"tmdb_enabled":false},"InfoHashes":["{{untyped[0].Hex}}","{{untyped[1].Hex}}"]}""";
        await using var command = harness.Database.CreateCommand(
            """
            SELECT concat_ws(' ', fingerprint, queue, status, max_retries, archival_duration) FROM queue_jobs WHERE payload = $1::jsonb
            UNION ALL SELECT 'another' FROM queue_jobs WHERE payload <> $1::jsonb
            """);
        command.Parameters.AddWithValue(payload);
        var jobs = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            jobs.Add(reader.GetString(0));
        }

        Assert.Equal([$"{QueueFingerprint.Of("process_torrent", payload)} process_torrent pending 2 168:00:00"], jobs);
    }

    [Fact]
    public async Task RunAsync_VideosWithoutATypeWhereAnEqualJobWaits_LeavesThatOne()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var inception = await harness.AddTorrentAsync("Inception.1080p.BluRay.x264-GRP.mkv", null);
        var payload = $$"""{"ClassifierFlags":{"apis_enabled":false,"tmdb_enabled":false},"InfoHashes":["{{inception.Hex}}"]}""";
        await using (var insert = harness.Database.CreateCommand(
            """
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, run_after, archival_duration, created_at)
            VALUES ($1, 'process_torrent', 'retry', '{"InfoHashes":[]}', now(), '168:00:00', now())
            """))
        {
            insert.Parameters.AddWithValue(QueueFingerprint.Of("process_torrent", payload));
            await insert.ExecuteNonQueryAsync(Token);
        }

        await harness.Runner.RunAsync(Payload(inception), 1, Token);

        Assert.Equal(["movie:tmdb:27205"], await harness.RowsAsync(inception));
        await using var count = harness.Database.CreateCommand("SELECT count(*) FROM queue_jobs");
        Assert.Equal(1L, await count.ExecuteScalarAsync(Token));
    }

    private static byte[] Payload(params InfoHash[] hashes) =>
        Encoding.UTF8.GetBytes($$"""{"InfoHashes":[{{string.Join(',', hashes.Select(hash => $"\"{hash.Hex}\""))}}]}""");
}
