namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>The queue and the database answer but the tables do not, so a job's outcome cannot be recorded.</summary>
public sealed class TableOutageTests
{
    [Fact]
    public async Task RunAsync_WhileTheTablesAreAway_RepeatsItselfUntilTheyAreBack()
    {
        var away = new FailingRequests(count: 3);
        await using var harness = await EnrichmentHarness.StartAsync(20, services => services
            .AddSingleton<TimeProvider>(new SkippedPauses(TimeSpan.FromSeconds(15)))
            .AddSingleton(provider => away.Tables(provider)));
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");

        await harness.Runner.RunAsync(Payload(matrix), 1, Token);

        Assert.Equal(0, away.Left);
        Assert.Equal(["movie:tmdb:603"], await harness.RowsAsync(matrix));
        Assert.Empty((await harness.Ledger.ListAsync(null, null, null, 10, Token)).Jobs);
    }

    [Fact]
    public async Task RunAsync_TheTablesAwayUntilTheDeadline_SendsTheMessageOnceMoreAtNoAttempt()
    {
        const int Many = 1_000;
        var away = new FailingRequests(Many);
        await using var harness = await EnrichmentHarness.StartAsync(20, services => services
            .AddSingleton(provider => away.Tables(provider)));
        var matrix = await harness.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var run = harness.Runner.RunAsync(Payload(matrix), 1, deadline.Token);
        await Eventually.TrueAsync(() => away.Left < Many, "the tables were asked");
        await deadline.CancelAsync();
        await run;

        Assert.Equal(1, await harness.Get<EnrichmentQueue>().CountAsync(Token));
    }

    private static byte[] Payload(InfoHash infoHash) => Encoding.UTF8.GetBytes($$"""{"InfoHashes":["{{infoHash.Hex}}"]}""");
}
