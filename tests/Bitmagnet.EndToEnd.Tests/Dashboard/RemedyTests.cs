using System.Text.RegularExpressions;
using Bitmagnet.Functions.Jobs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bitmagnet.EndToEnd.Tests.Dashboard;

/// <summary>The findings' buttons and the pages of sweep and backfill, in a real browser; their effects are checked in the ledger and the database.</summary>
public sealed class RemedyTests
{
    [Fact]
    public async Task Findings_OfJobsThatFailedAndAFeedThatIsPaused_AreMendedByTheirButtons()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        var system = dashboard.System;
        var matrix = await system.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var broken = await dashboard.AddFailedJobAsync(TimeSpan.FromHours(1), JobReasons.Poisoned, "It broke.", matrix);
        var unreadable = await dashboard.AddFailedJobAsync(TimeSpan.FromHours(2), JobReasons.Malformed, "It is no job.");
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync();
        var problem = page.Locator("[data-code=jobs_failed] .problem");
        await Expect(problem).ToHaveTextAsync("2 failed jobs need attention.");
        var taken = await dashboard.Snapshots.LatestAsync(Token);

        await page.GetByRole(AriaRole.Button, new() { Name = "Replay all failed jobs" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Replay all" }).ClickAsync();
        await Expect(page.Locator("#said")).ToHaveTextAsync("1 job replayed; 1 had nothing to replay.");
        await Eventually.HoldsAsync(async () => await system.ContentAsync(matrix) == "603", dashboard.Application);
        await Eventually.HoldsAsync(async () => await system.Ledger.GetAsync(broken.Id, Token) is null, dashboard.Application);
        await Expect(problem).ToHaveTextAsync("1 failed job needs attention.");
        await Expect(page.Locator("[data-value='ledger.failed']")).ToHaveTextAsync("1");

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete malformed messages" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        Assert.NotNull(await system.Ledger.GetAsync(unreadable.Id, Token));
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete malformed messages" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.Locator("#said")).ToHaveTextAsync("1 malformed message deleted.");
        Assert.Null(await system.Ledger.GetAsync(unreadable.Id, Token));

        // The finding is gone at once, though the newest snapshot still counts two.
        await Expect(problem).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-value='ledger.failed']")).ToHaveTextAsync("0");
        await Expect(page.Locator("#status")).ToHaveTextAsync("Healthy");
        Assert.Equal((taken!.At, 2), ((await dashboard.Snapshots.LatestAsync(Token))!.At, taken.Ledger.Failed));

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause enrichment" }).ClickAsync();
        await page.Locator("[data-code=paused]").GetByRole(AriaRole.Button, new() { Name = "Resume enrichment" }).ClickAsync();
        await Expect(page.Locator("[data-code=paused]")).ToHaveCountAsync(0);
        Assert.Empty(dashboard.Complaints);
    }

    [Fact]
    public async Task Sweep_OfAJobThatIsStuck_TellsFirstAndThenDoesWhatTheDatabaseShows()
    {
        const string statuses = "SELECT status FROM queue_jobs ORDER BY fingerprint";
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        var system = dashboard.System;
        await system.ExecuteAsync(
            """
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, run_after, ran_at, archival_duration, created_at, error)
            SELECT n::text, 'process_torrent', 'retry', ('{"InfoHashes":["' || lpad(n::text, 40, '0') || '"]}')::jsonb, now() - interval '3 hours', now() - interval '3 hours', '168:00:00', now() - interval '3 hours', 'boom'
            FROM generate_series(1, 2) n
            """);
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync();

        await page.Locator("[data-code=bitmagnet_stale]").GetByRole(AriaRole.Link, new() { Name = "Show sweeps" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dry run" }).ClickAsync();
        await Expect(page.Locator("#view .part").First).ToContainTextAsync("Dry run: 2 jobs seen, 2 to change.");
        await Expect(page.Locator(".verdicts tbody tr").First).ToContainTextAsync("released");
        Assert.Equal(["retry", "retry"], await system.RowsAsync(statuses));
        Assert.Empty(await Axe.SeriousIssuesAsync(page));

        await page.GetByRole(AriaRole.Button, new() { Name = "Sweep now" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("2 to change. 2 released. Run the sweep?");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Not now" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal(["retry", "retry"], await system.RowsAsync(statuses));

        await page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await page.Locator("[data-code=bitmagnet_stale]").GetByRole(AriaRole.Button, new() { Name = "Sweep now" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Run the sweep" }).ClickAsync();
        await Expect(page.Locator("#said")).ToHaveTextAsync("Sweep: 2 jobs seen, 2 changed.");
        Assert.Equal(["pending", "pending"], await system.RowsAsync(statuses));

        // The page stops offering the finished remedy at once, though the newest snapshot is older.
        await Expect(page.Locator("[data-code=bitmagnet_stale] .remedy")).ToHaveTextAsync(new Regex("^Swept at [0-9]{2}:[0-9]{2} UTC. The next figures show what is left.$"));
        await Expect(page.Locator("[data-code=bitmagnet_stale] .buttons")).ToHaveCountAsync(0);
        await dashboard.ForgetSnapshotsAsync();
        await dashboard.RecordAsync(TimeSpan.Zero);
        await Expect(page.Locator("[data-code=bitmagnet_stale]")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "Sweep", Exact = true }).ClickAsync();
        await Expect(page.Locator("#view .rows > li").First).ToContainTextAsync("2 jobs seen, 2 changed");
        Assert.Empty(dashboard.Complaints);
    }

    [Fact]
    public async Task Backfill_StartedByKeyboardAndCancelled_IsWhatTheFeedWalks()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync(query: "#/backfill");

        await page.GetByLabel("First seen from").FillAsync("2024-02-03");
        await page.GetByLabel("Type").SelectOptionAsync("movie");
        await page.GetByLabel("Words of the name").FillAsync("the matrix");
        await page.GetByLabel("Also those that have a title").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start backfill" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#backfill-state")).ToHaveTextAsync("0% done, 0 torrents queued");
        var walk = (await dashboard.Feed.LoadAsync(Token)).Walk!;
        Assert.Equal((new DateTimeOffset(2024, 2, 3, 0, 0, 0, TimeSpan.Zero), null, "the matrix", true, null), (walk.Filter.Since, walk.Filter.Until, walk.Filter.Text, walk.Filter.WithContent, walk.EndedAt));
        Assert.Equal("Movie", Assert.Single(walk.Filter.Types!).ToString());
        await Expect(page.Locator("#view")).ToContainTextAsync("looked up again");
        await Expect(page.Locator("#view h2")).ToBeFocusedAsync(); // it did not fall back to the top of the page when the button went
        Assert.Empty(await Axe.SeriousIssuesAsync(page));

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the backfill" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel the backfill" }).ClickAsync();
        await Expect(page.Locator("#said")).ToContainTextAsync("The backfill is cancelled after 0 torrents");
        await Expect(page.Locator("#backfill-state")).ToHaveTextAsync("Cancelled after 0 torrents");
        Assert.True((await dashboard.Feed.LoadAsync(Token)).Walk!.IsCancelled);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Start backfill" })).ToBeVisibleAsync();
        Assert.Empty(dashboard.Complaints);
    }
}
