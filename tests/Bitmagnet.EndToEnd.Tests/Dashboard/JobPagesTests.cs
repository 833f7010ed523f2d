using Bitmagnet.Functions.Jobs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bitmagnet.EndToEnd.Tests.Dashboard;

/// <summary>The list of jobs and the page of one, in a real browser; the effects of their buttons are checked in the ledger and the database.</summary>
public sealed class JobPagesTests
{
    [Fact]
    public async Task Jobs_FilteredOpenedReplayedAndDeleted_AreWhatTheLedgerHolds()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        var system = dashboard.System;
        var matrix = await system.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var broken = await dashboard.AddFailedJobAsync(TimeSpan.FromHours(1), JobReasons.Poisoned, "It broke.", matrix);
        var unreadable = await dashboard.AddFailedJobAsync(TimeSpan.FromHours(2), JobReasons.Malformed, "It is no job.");
        await dashboard.AddFailedJobAsync(TimeSpan.FromHours(3), JobReasons.Malformed, "Nor is this.");
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync(query: "#/jobs");
        await Expect(page.Locator("#view li .name")).ToHaveCountAsync(3);

        await page.GetByLabel("Status").SelectOptionAsync("failed");
        await page.GetByLabel("Reason code").FillAsync("malformed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(page.Locator("#view li .name")).ToHaveCountAsync(2);

        await page.GetByRole(AriaRole.Link, new() { Name = unreadable.Id }).ClickAsync();
        await Expect(page.Locator("#view")).ToContainTextAsync("It is no job.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep" }).ClickAsync();
        Assert.NotNull(await system.Ledger.GetAsync(unreadable.Id, Token));
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.Locator("#view li .name")).ToHaveCountAsync(2);
        await Expect(page.Locator("#said")).ToHaveTextAsync("The job is deleted."); // also after a change of page
        Assert.Null(await system.Ledger.GetAsync(unreadable.Id, Token));

        await page.GetByLabel("Job id or info hash").FillAsync(broken.Id);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Expect(page.Locator("#view")).ToContainTextAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await Expect(page.Locator("#said")).ToHaveTextAsync("The job is queued again.");
        await Eventually.HoldsAsync(async () => await system.ContentAsync(matrix) == "603", dashboard.Application);

        await page.GotoAsync(page.Url[..page.Url.IndexOf('#', StringComparison.Ordinal)] + "#/jobs?status=failed&reason=malformed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete all failed jobs with the reason malformed" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.Locator("#said")).ToHaveTextAsync("1 job deleted.");
        await Expect(page.Locator("#view")).ToContainTextAsync("No job matches.");
        Assert.Equal(0, (await system.Ledger.CountAsync(Token)).Failed);
        Assert.Empty(await Axe.SeriousIssuesAsync(page));
    }
}
