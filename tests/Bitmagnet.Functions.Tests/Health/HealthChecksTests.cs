using System.Net;
using System.Net.Sockets;
using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Tests.Storage;
using Microsoft.Extensions.Hosting;

namespace Bitmagnet.Functions.Tests.Health;

public sealed class HealthChecksTests
{
    [Fact]
    public async Task AnswerAsync_AfterASnapshot_IsHealthyWithTheFigures()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await harness.Feed.RunAsync(Token);
        await harness.DrainQueueAsync();
        await harness.Feed.RunAsync(Token);

        await harness.Get<SnapshotRecorder>().RunAsync(Token);
        var (status, body) = await AskAsync(harness);

        Assert.Equal(200, status);
        Assert.Equal("healthy", body.GetProperty("status").GetString());
        Assert.Equal(0, body.GetProperty("findings").GetArrayLength());
        var snapshot = body.GetProperty("snapshot");
        Assert.Equal(1, snapshot.GetProperty("database").GetProperty("index").GetProperty("attached").GetInt64());
        Assert.Equal(20, snapshot.GetProperty("database").GetProperty("schema").GetInt32());
        Assert.Equal("available", snapshot.GetProperty("tmdb").GetProperty("status").GetString());
    }

    [Fact]
    public async Task AnswerAsync_BeforeTheFirstSnapshotAndWhilePaused_SaysWhatIsWrongAndWhatToDo()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        await harness.Get<FeedSwitch>().PauseAsync(Token);

        var (status, body) = await AskAsync(harness);

        Assert.Equal((200, "degraded"), (status, body.GetProperty("status").GetString()));
        Assert.Equal(["paused"], Codes(body));
        Assert.All(body.GetProperty("findings").EnumerateArray(), finding =>
        {
            Assert.NotEmpty(finding.GetProperty("remedy").GetString()!);
            Assert.NotEqual(default, finding.GetProperty("since").GetDateTimeOffset());
        });
    }

    [Fact]
    public async Task AnswerAsync_OnAFirstStart_IsStartingUntilTheSnapshotThatIsTakenAtStart()
    {
        await using var harness = await EnrichmentHarness.StartAsync();

        var (status, before) = await AskAsync(harness);
        Assert.Equal((200, "starting", 0), (status, before.GetProperty("status").GetString(), before.GetProperty("findings").GetArrayLength()));

        var first = harness.Services.GetServices<IHostedService>().OfType<FirstSnapshot>().Single();
        await first.StartAsync(Token);
        await Eventually.TrueAsync(() => harness.Get<SnapshotStore>().LatestAsync(Token).GetAwaiter().GetResult() is not null, "the first snapshot is there");
        await first.StopAsync(Token);
        var (_, after) = await AskAsync(harness);

        Assert.Equal("healthy", after.GetProperty("status").GetString());
    }

    [Fact]
    public async Task AnswerAsync_TwoMinutesAfterTheStartWithoutASnapshot_SaysThatItIsMissing()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20);
        harness.Get<HealthChecks>();

        clock.Advance(TimeSpan.FromMinutes(2));

        var (_, body) = await AskAsync(harness);
        Assert.Equal(("degraded", "snapshot_missing"), (body.GetProperty("status").GetString(), Assert.Single(Codes(body))));
    }

    [Theory]
    [InlineData("DROP SCHEMA public CASCADE; CREATE SCHEMA public", "database_not_migrated", 200)]
    [InlineData("INSERT INTO goose_db_version (version_id, is_applied) VALUES (21, true)", "schema_not_supported", 503)]
    [InlineData("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$", "database_read_only", 503)]
    public async Task AnswerAsync_ADatabaseThatServesNothing_IsTheSameFindingInReportAndSnapshot(string change, string code, int expected)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        await using (var command = harness.Database.CreateCommand(change))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        harness.Database.Clear(); // a database's settings apply to new sessions

        await harness.Get<SnapshotRecorder>().RunAsync(Token);
        var (status, body) = await AskAsync(harness);

        Assert.Equal(expected, status);
        Assert.Equal([code], Codes(body));
        Assert.Equal([code], (await harness.Get<SnapshotStore>().LatestAsync(Token))!.Findings.Select(finding => finding.Code));
        Assert.False(body.GetProperty("parts").EnumerateArray().Single(part => part.GetProperty("part").GetString() == "database").GetProperty("isUp").GetBoolean());
    }

    [Fact]
    public async Task AnswerAsync_AnAzuriteThatChecksTheApiVersion_IsNamedThoughItsTablesAnswer()
    {
        var old = new FailingRequests(1_000_000, () => StorageForms.Of("old Azurite"));
        await using var harness = await EnrichmentHarness.StartAsync(20, services => services
            .AddSingleton(provider => old.Queues(provider)));

        await harness.Get<SnapshotRecorder>().RunAsync(Token);
        var (status, body) = await AskAsync(harness);

        Assert.Equal(503, status);
        Assert.Equal(["storage_api_version"], Codes(body));
        Assert.Contains("--skipApiVersionCheck", body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["storage_api_version"], (await harness.Get<SnapshotStore>().LatestAsync(Token))!.Findings.Select(finding => finding.Code));
    }

    [Fact]
    public async Task AnswerAsync_ResumedSinceTheSnapshot_IsPausedNoMore()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        await harness.Get<FeedSwitch>().PauseAsync(Token);
        await harness.Get<SnapshotRecorder>().RunAsync(Token);
        var (_, paused) = await AskAsync(harness);
        await harness.Get<FeedSwitch>().ResumeAsync(Token);
        var (_, resumed) = await AskAsync(harness);

        Assert.Equal(["paused"], Codes(paused));
        Assert.Empty(Codes(resumed));
    }

    [Fact]
    public async Task AnswerAsync_ADatabaseThatNeverAnswers_IsUnhealthyAfterTwoSeconds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20, ("POSTGRES_DSN", $"Host=127.0.0.1;Port={port};Username=u;Password=marked-secret;Database=d"));

        var (status, body) = await AskForTwoSecondsAsync(harness, clock);

        Assert.Equal(503, status);
        Assert.Contains("database_unavailable", Codes(body));
        Assert.DoesNotContain("marked-secret", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_AStorageThatNeverAnswers_IsUnhealthyAfterTwoSeconds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        var key = Convert.ToBase64String("marked-secret-marked-secret-mark"u8);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20, ("AzureWebJobsStorage",
            $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey={key};TableEndpoint=http://127.0.0.1:{port}/a;QueueEndpoint=http://127.0.0.1:{port}/a;BlobEndpoint=http://127.0.0.1:{port}/a"));

        var (status, body) = await AskForTwoSecondsAsync(harness, clock);

        Assert.Equal(503, status);
        Assert.Contains("storage_unavailable", Codes(body));
        Assert.DoesNotContain(key, body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_AsText_IsForPeople()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        await harness.Get<SnapshotRecorder>().RunAsync(Token);

        var answer = Assert.IsType<ContentResult>(await harness.Get<HealthEndpoint>().AnswerAsync("text", Token));

        Assert.Equal("text/plain; charset=utf-8", answer.ContentType);
        Assert.StartsWith("HEALTHY at ", answer.Content, StringComparison.Ordinal);
        Assert.Contains("database  up", answer.Content, StringComparison.Ordinal);
        Assert.Contains("bitmagnet arrived unknown, finished unknown since the snapshot before", answer.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_AnotherFormat_IsAProblemThatNamesIt()
    {
        await using var harness = await EnrichmentHarness.StartAsync();

        var answer = Assert.IsType<ContentResult>(await harness.Get<HealthEndpoint>().AnswerAsync("xml", Token));

        Assert.Equal(400, answer.StatusCode);
        Assert.Contains("\"field\":\"format\"", answer.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TwoInstancesAtOnce_RecordOneSnapshot()
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var recorder = harness.Get<SnapshotRecorder>();

        await Task.WhenAll(recorder.RunAsync(Token), recorder.RunAsync(Token), recorder.RunAsync(Token));

        var now = DateTimeOffset.UtcNow;
        Assert.InRange((await harness.Get<SnapshotStore>().PointsAsync(now.AddHours(-1), now, Token)).Count, 1, 2); // two if a minute began meanwhile
        Assert.NotNull(await harness.Get<FeedStore>().LoadAsync(Token));
    }

    /// <summary>
    /// Asks an unresponsive server, and lets two seconds of the test's clock pass, since the machine may be busy. The last bound is below
    /// every time-out of the clients, so without the deadline there would be no answer.
    /// </summary>
    private static async Task<(int Status, JsonElement Body)> AskForTwoSecondsAsync(EnrichmentHarness harness, FakeTimeProvider clock)
    {
        var answer = AskAsync(harness);
        clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(answer.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        return await answer.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    private static async Task<(int Status, JsonElement Body)> AskAsync(EnrichmentHarness harness)
    {
        var answer = Assert.IsType<ContentResult>(await harness.Get<HealthEndpoint>().AnswerAsync(null, Token));
        return (answer.StatusCode!.Value, JsonDocument.Parse(answer.Content!).RootElement);
    }

    private static IEnumerable<string> Codes(JsonElement body) =>
        body.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()!).Order();
}
