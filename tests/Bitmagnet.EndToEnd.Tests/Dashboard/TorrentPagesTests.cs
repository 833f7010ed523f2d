using System.Text.RegularExpressions;
using Bitmagnet.Functions.Jobs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bitmagnet.EndToEnd.Tests.Dashboard;

/// <summary>The unmatched torrents and the story of one, in a real browser; corrections are checked in the database.</summary>
public sealed class TorrentPagesTests
{
    private const string Unknown = "Zzyzx.Qwxvbn.2011.1080p.BluRay.x264-GRP";

    [Fact]
    public async Task Correction_ByHand_FromTheListToTheDatabaseAndBack()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        var system = dashboard.System;
        var hash = await system.AddTorrentAsync(Unknown);
        await system.AddTorrentAsync("Other.Qwxvbn.2012.1080p");
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Unmatched" }).ClickAsync();
        await Expect(page.Locator("#view li .name")).ToHaveCountAsync(2);
        await page.GetByLabel("Words of the name").FillAsync("zzyzx qwxvbn");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(page.Locator("#view li .name")).ToHaveTextAsync([Unknown]);
        await PictureAsync(page, "unmatched");

        await page.GetByRole(AriaRole.Link, new() { Name = Unknown }).ClickAsync();
        await Expect(page.Locator("#view h2")).ToHaveTextAsync(Unknown);
        await Expect(page.Locator("#view .next")).ToContainTextAsync("Next:");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("The Matrix");
        await page.GetByLabel("Year, if known").FillAsync("1999");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search TMDB" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Attach The Matrix (1999)" }).ClickAsync();

        await Expect(page.Locator("#said")).ToHaveTextAsync("“The Matrix” is attached, and bitmagnet keeps to it.");
        await Expect(page.Locator("#view .big").First).ToContainTextAsync("The Matrix (1999)");
        Assert.Equal("603", await system.ContentAsync(hash));
        Assert.Equal("movie | tmdb | 603", Assert.Single(await system.RowsAsync("SELECT content_type, content_source, content_id FROM torrent_hints")));
        await PictureAsync(page, "torrent");

        await page.GetByRole(AriaRole.Button, new() { Name = "Wrong title" }).ClickAsync();
        await Expect(page.Locator("#view .big").First).ToHaveTextAsync("None yet");
        Assert.Null(await system.ContentAsync(hash));

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the last correction" }).ClickAsync();
        await Expect(page.Locator("#view .big").First).ToContainTextAsync("The Matrix (1999)");
        Assert.Equal("603", await system.ContentAsync(hash));
        Assert.Empty(dashboard.Complaints);
    }

    [Fact]
    public async Task Pages_InBothThemesAndOnAPhone_FitAndHaveNoSeriousIssue()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        var hash = await dashboard.System.AddTorrentAsync(Unknown);
        var job = await dashboard.AddFailedJobAsync(TimeSpan.FromHours(1), JobReasons.Poisoned, "57014: canceling statement due to statement timeout", hash);
        await dashboard.RunAsync();
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            foreach (var width in (int[])[1280, 360])
            {
                foreach (var (name, address) in ((string, string)[])[
                    ("list", "#/torrents"), ("story", $"#/torrents/{hash}"), ("jobs", "#/jobs?status=failed"), ("job", $"#/jobs/{job.Id}"), ("backfill", "#/backfill"), ("sweep", "#/sweep"),
                ])
                {
                    var page = await dashboard.OpenAsync(width, 800, scheme, address);
                    await Expect(page.Locator("#view h2")).ToBeVisibleAsync();
                    await PictureAsync(page, $"{name}-{width}-{scheme}");

                    Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} at {width}");
                    Assert.Empty(await Axe.SeriousIssuesAsync(page));
                    await page.Context.CloseAsync();
                }
            }
        }

        Assert.Empty(dashboard.Complaints);
    }

    [Fact]
    public async Task Torrent_ThatBitmagnetDoesNotHave_IsSaidOnThePage()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync(query: "#/torrents/" + new string('9', 40));

        await Expect(page.Locator("#view [role=alert]")).ToHaveTextAsync($"bitmagnet has no torrent {new string('9', 40)}.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await Expect(page.Locator("#content")).ToBeVisibleAsync();
        Assert.All(dashboard.Complaints, complaint => Assert.Matches(new Regex("404"), complaint));
    }

    /// <summary>Makes pictures to look at, if the environment names a folder.</summary>
    private static async Task PictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("DESK_PICTURES") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }
}
