using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Jobs;
using static Microsoft.Playwright.Assertions;

namespace Bitmagnet.EndToEnd.Tests.Dashboard;

/// <summary>Figures that change between two snapshots, in a real browser.</summary>
public sealed class MovingFiguresTests
{
    [Fact]
    public async Task Change_BesideANumberThatMoves_IsTheChangeToThatNumber()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        await dashboard.RecordAsync(TimeSpan.FromHours(5), new LedgerFigures { Pending = 7, Retry = 1, Processed = 10 });
        await dashboard.RecordAsync(TimeSpan.Zero, new LedgerFigures { Pending = 4, Retry = 3, Processed = 25 });
        await dashboard.AddMovingJobAsync(JobStatus.Pending);
        await dashboard.AddMovingJobAsync(JobStatus.Retry);
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync();
        await page.GetByText("24 h", new() { Exact = true }).ClickAsync();
        var changes = page.Locator("#panels-ledger .change");

        await Expect(page.Locator("[data-value='ledger.pending']")).ToHaveTextAsync("1");
        await Expect(changes.Nth(0)).ToContainTextAsync("−6 since ");
        await Expect(changes.Nth(1)).ToContainTextAsync("+15 since "); // only the snapshot counts processed jobs
        await Expect(changes.Nth(2)).ToContainTextAsync("0 since ");

        await dashboard.AddMovingJobAsync(JobStatus.Pending);
        await dashboard.AddMovingJobAsync(JobStatus.Retry);
        await Expect(page.Locator("[data-value='ledger.pending']")).ToHaveTextAsync("2");
        await Expect(changes.Nth(0)).ToContainTextAsync("−5 since ");
        await Expect(page.Locator("[data-value='ledger.retry']")).ToHaveTextAsync("2");
        await Expect(changes.Nth(2)).ToContainTextAsync("+1 since ");

        // The element under the pointer stays there while the numbers change.
        await page.Locator("#panels-ledger [role=img]").First.HoverAsync();
        await Expect(changes.Nth(0)).ToContainTextAsync(": ");
        await dashboard.AddMovingJobAsync(JobStatus.Pending);
        await Expect(page.Locator("[data-value='ledger.pending']")).ToHaveTextAsync("3");
        await Expect(changes.Nth(0)).ToContainTextAsync(": ");
        await page.Mouse.MoveAsync(0, 0);
        await Expect(changes.Nth(0)).ToContainTextAsync("−4 since ");
        Assert.Empty(dashboard.Complaints);
    }

    [Fact]
    public async Task Figures_WhileADrainRuns_MoveBetweenTwoSnapshots()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        var system = dashboard.System;
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync();
        await Expect(page.Locator("#age")).ToContainTextAsync("Updated");
        var taken = await dashboard.Snapshots.LatestAsync(Token);
        var torrents = new List<string>();
        foreach (var name in (string[])["The.Matrix.1999.1080p.BluRay.x264-GRP", "Inception.2010.1080p.BluRay.x264-GRP", "Alien.1979.1080p.BluRay.x264-GRP"])
        {
            torrents.Add($"\"{await system.AddTorrentAsync(name)}\"");
        }

        // One job: of several that write at once a busy machine may put one back, and here no feed brings it again.
        await system.SendRawAsync($$"""{"InfoHashes":[{{string.Join(',', torrents)}}]}""");

        await Expect(page.Locator("[data-value='ledger.attached']")).ToHaveTextAsync("3");

        Assert.Equal("3", Assert.Single(await system.RowsAsync("SELECT count(content_source) FROM torrent_contents")));
        await Expect(page.Locator("#work")).ToContainTextAsync("3 enriched and 0 without a match so far");
        Assert.Equal(taken!.At, (await dashboard.Snapshots.LatestAsync(Token))!.At);
    }
}
