using System.Globalization;
using System.Text.RegularExpressions;
using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions.Jobs;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bitmagnet.EndToEnd.Tests.Dashboard;

public sealed class DashboardTests
{
    [Fact]
    public async Task Page_OverARunningApplication_ShowsWhatTheDatabaseAndTheStorageHold()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        var system = dashboard.System;
        await system.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        await system.AddTorrentAsync("Inception.2010.1080p.BluRay.x264-GRP");
        await system.AddTorrentAsync("Some.Home.Video.2010");
        await system.ExecuteAsync("INSERT INTO content (type, source, id, title, adult, tsv, created_at, updated_at) VALUES ('movie', 'tmdb', '603', 'The Matrix', false, ''::tsvector, now(), now())");
        await system.ExecuteAsync("UPDATE torrent_contents SET content_source = 'tmdb', content_id = '603' WHERE info_hash = (SELECT min(info_hash) FROM torrents)");
        foreach (var (status, count) in ((string, int)[])[("pending", 1_207), ("processed", 31), ("retry", 5), ("failed", 2)])
        {
            await system.ExecuteAsync(
                $"""
                INSERT INTO queue_jobs (fingerprint, queue, status, payload, run_after, archival_duration, created_at)
                SELECT '{status}' || i, 'process_torrent', '{status}', '{"{}"}', now() + interval '1 day', '1 hour', now() FROM generate_series(1, {count}) AS i
                """);
        }

        await dashboard.AddFailedJobAsync(TimeSpan.FromHours(2), JobReasons.Poisoned, "It broke.", new string('a', 40));
        await dashboard.AddFailedJobAsync(TimeSpan.FromHours(1), JobReasons.Malformed, "<b>No JSON</b>");
        system.Settings["HEALTH_SCHEDULE"] = "* * * * * *";
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync();

        await Expect(page.Locator("#status")).ToHaveTextAsync("Degraded");
        await Expect(Value(page, "queue.pending")).ToHaveTextAsync("1,207");
        foreach (var status in (string[])["pending", "processed", "retry", "failed"])
        {
            var inDatabase = Assert.Single(await system.RowsAsync($"SELECT count(*) FROM queue_jobs WHERE status = '{status}'"));
            Assert.Equal(inDatabase, await NumberAsync(page, $"queue.{status}"));
        }

        var ledger = await system.Ledger.CountAsync(Token);
        Assert.Equal((Text(ledger.Pending), Text(ledger.Retry), Text(ledger.Failed)),
            (await NumberAsync(page, "ledger.pending"), await NumberAsync(page, "ledger.retry"), await NumberAsync(page, "ledger.failed")));
        Assert.Equal(
            Assert.Single(await system.RowsAsync("SELECT count(content_source), count(*) FROM torrent_contents")),
            $"{await NumberAsync(page, "index.attached")} | {await NumberAsync(page, "index.eligible")}");
        await Expect(Value(page, "index.share")).ToHaveTextAsync("33.3%");
        await Expect(Value(page, "parts")).ToContainTextAsync("bitmagnet schema 20");
        await Expect(page.Locator("#version")).ToHaveTextAsync(About.ThisBuild.Version);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "TMDB key" })).ToHaveAttributeAsync("href", "https://www.themoviedb.org/settings/api");
        Assert.Equal(About.ThisBuild.Source is not null, await page.Locator("#source").IsVisibleAsync());
        await Expect(page.Locator("[data-code=jobs_failed] .problem")).ToHaveTextAsync("2 failed jobs need attention.");
        await Expect(page.Locator("[data-code=jobs_failed] .remedy")).ToHaveTextAsync("Open a job to see why it failed, then replay or delete it.");
        await Expect(page.Locator("[data-code=jobs_failed] .since")).ToContainTextAsync("since");

        // A stranger's text in an error is shown as text.
        await Expect(page.Locator("#failures .error")).ToHaveTextAsync(["<b>No JSON</b>", "It broke."]);
        await Expect(page.Locator("#failures .what > .note")).ToContainTextAsync(["0 torrents ·", "1 torrent ·"]);
        await Expect(page.Locator("#panels-queue [role=img]").First).ToHaveAttributeAsync("aria-label", new Regex("bitmagnet’s jobs, pending over 1 h: .* to 1,207"));
        Assert.Empty(dashboard.Complaints);
    }

    [Fact]
    public async Task Failures_ReplayedByClickAndByKeyboard_RunAndLeaveTheList()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        var matrix = await dashboard.System.AddTorrentAsync("The.Matrix.1999.1080p.BluRay.x264-GRP");
        var inception = await dashboard.System.AddTorrentAsync("Inception.2010.1080p.BluRay.x264-GRP");
        var clicked = await dashboard.AddFailedJobAsync(TimeSpan.FromHours(1), JobReasons.Poisoned, "It broke.", matrix);
        var typed = await dashboard.AddFailedJobAsync(TimeSpan.FromHours(2), JobReasons.Poisoned, "It broke, too.", inception);
        var unreadable = await dashboard.AddFailedJobAsync(TimeSpan.FromHours(3), JobReasons.Malformed, "It is no job.");
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync();
        await Expect(page.Locator("#failures li")).ToHaveCountAsync(3);

        await page.Context.SetOfflineAsync(true);
        await page.GetByRole(AriaRole.Button, new() { Name = $"Replay job {clicked.Id}" }).ClickAsync();
        await Expect(page.Locator($"[data-id='{clicked.Id}'] .state")).ToContainTextAsync("The server does not answer");
        Assert.Equal(JobStatus.Failed, (await dashboard.System.Ledger.GetAsync(clicked.Id, Token))!.Status);
        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator("#status")).Not.ToHaveTextAsync("No contact");

        await page.GetByRole(AriaRole.Button, new() { Name = $"Replay job {clicked.Id}" }).ClickAsync();
        await Expect(page.Locator($"[data-id='{clicked.Id}']")).ToHaveCountAsync(0);
        await Eventually.HoldsAsync(async () => await dashboard.System.ContentAsync(matrix) is not null, dashboard.Application);

        await FocusByTabAsync(page, $"Replay job {typed.Id}");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator($"[data-id='{typed.Id}']")).ToHaveCountAsync(0);
        await Eventually.HoldsAsync(async () => await dashboard.System.ContentAsync(inception) is not null, dashboard.Application);
        Assert.Equal("603", await dashboard.System.ContentAsync(matrix));

        // The focus does not fall back to the top of the page when its button goes, and a job that cannot run has no button.
        Assert.Equal("failures-title", await page.EvaluateAsync<string>("document.activeElement.id"));
        await Expect(page.Locator($"[data-id='{unreadable.Id}'] button")).ToHaveCountAsync(0);
        Assert.All(dashboard.Complaints, complaint => Assert.Contains("ERR_INTERNET_DISCONNECTED", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_InBothThemesAndOnAPhone_FitsAndHasNoSeriousIssue()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        await RecordedDay.RecordAsync(dashboard, Token);
        await dashboard.RunAsync();
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            foreach (var width in (int[])[1280, 360])
            {
                var page = await dashboard.OpenAsync(width, width == 360 ? 780 : 900, scheme);
                await page.GetByText("24 h", new() { Exact = true }).ClickAsync();
                await Expect(page.Locator("#panels-ledger .change").First).ToContainTextAsync("in 24 h");
                await Expect(page.Locator("canvas")).ToHaveCountAsync(10);

                await KeepPictureAsync(page, scheme, width);

                // The version of a build with its commit is one long word.
                await page.EvaluateAsync($"document.getElementById('version').textContent = '1.0.0-rc.1+{new string('a', 40)}'");
                Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                Assert.Empty(await page.EvaluateAsync<string[]>(
                    "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest('.plot')).map(e => e.outerHTML.slice(0, 100))"));
                Assert.Empty(await Axe.SeriousIssuesAsync(page));
                await page.Context.CloseAsync();
            }
        }

        Assert.Empty(dashboard.Complaints);
    }

    [Fact]
    public async Task Notices_OfOldFiguresAndOfAServerThatIsGone_ComeAndGoByThemselves()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        await dashboard.RecordAsync(TimeSpan.Zero); // otherwise the application takes one at its start
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync();
        await Expect(page.Locator("#status")).ToHaveTextAsync("Healthy");
        await dashboard.ForgetSnapshotsAsync();
        await dashboard.RecordAsync(TimeSpan.FromMinutes(17));
        await Expect(page.Locator("#old")).ToContainTextAsync(new Regex("The newest snapshot is (1[7-9]|2[0-9]) minutes old"));
        await Expect(page.Locator("#status")).ToHaveTextAsync("Degraded");

        await dashboard.RecordAsync(TimeSpan.Zero);
        await Expect(page.Locator("#old")).ToBeHiddenAsync();
        await Expect(page.Locator("#status")).ToHaveTextAsync("Healthy");
        await Expect(page.GetByText("everything works")).ToBeVisibleAsync();
        Assert.Empty(dashboard.Complaints);

        await dashboard.Application.KillAsync();
        await Expect(page.Locator("#gone")).ToContainTextAsync("The server does not answer. What you see is from");
        await Expect(page.Locator("#status")).ToHaveTextAsync("No contact");
        await Expect(page.GetByText("everything works")).ToBeHiddenAsync();

        await dashboard.RunAsync();
        await Expect(page.Locator("#gone")).ToBeHiddenAsync();
        await Expect(page.Locator("#status")).ToHaveTextAsync("Healthy");
        Assert.All(dashboard.Complaints, complaint => Assert.Contains("ERR_CONNECTION_REFUSED", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Key_WhereOneIsSet_IsAskedForAndKeptForTheTabAlone()
    {
        const string key = "a key for this test";
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        await dashboard.RecordAsync(TimeSpan.Zero);
        dashboard.System.Settings["LOCALHOST_FUNCTION_KEY"] = key;
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync();
        await Expect(page.GetByLabel("Key", new() { Exact = true })).ToBeFocusedAsync();
        await Expect(page.Locator("#content")).ToBeHiddenAsync();
        await Expect(page.Locator("#where")).ToContainTextAsync("LOCALHOST_FUNCTION_KEY in the header x-functions-key");
        Assert.Equal(
            ["username", "current-password"],
            await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#locked input')].map(input => input.autocomplete)"));
        Assert.Empty(await Axe.SeriousIssuesAsync(page));

        await page.Keyboard.TypeAsync("another");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#refused")).ToHaveTextAsync("The server refuses this key.");
        await page.Keyboard.TypeAsync(key);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#status")).ToHaveTextAsync("Healthy");

        await page.ReloadAsync();
        await Expect(page.Locator("#status")).ToHaveTextAsync("Healthy");
        Assert.DoesNotContain("key%20for", page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(key, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(key, await page.EvaluateAsync<string>("JSON.stringify(localStorage) + document.cookie"), StringComparison.Ordinal);
        Assert.All(dashboard.Complaints, complaint => Assert.Contains("401", complaint, StringComparison.Ordinal));

        var portal = await dashboard.OpenAsync(query: $"?code={Uri.EscapeDataString(key)}");
        await Expect(portal.Locator("#status")).ToHaveTextAsync("Healthy");
        Assert.EndsWith("/api/dashboard", portal.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_ForPauseRangeAndTheme_DoWhatTheySay()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        await dashboard.RecordAsync(TimeSpan.FromHours(5));
        await dashboard.RecordAsync(TimeSpan.Zero);
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Pause enrichment" }).ClickAsync();
        await Expect(page.Locator("[data-code=paused]")).ToContainTextAsync("Enrichment is paused");
        await page.Locator("#pause").ClickAsync();
        await Expect(page.Locator("[data-code=paused]")).ToHaveCountAsync(0);

        await Expect(page.Locator("#panels-ledger .change").First).ToHaveTextAsync("history begins now");
        await page.GetByRole(AriaRole.Radio, new() { Name = "1 h", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator("#panels-ledger .change").First).ToContainTextAsync("0 since ");
        await Expect(page.Locator("#panels-ledger [role=img]").First).ToHaveAttributeAsync("aria-label", new Regex("pending over 24 h"));

        await page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "24 h" })).ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" })).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal("rgb(13, 16, 21)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Empty(dashboard.Complaints);
    }

    [Fact]
    public async Task Policy_AgainstAScriptThatIsNotThePages_KeepsItFromRunning()
    {
        await using var dashboard = await DashboardUnderTest.PrepareAsync();
        await dashboard.RunAsync();
        var page = await dashboard.OpenAsync();
        await Expect(page.Locator("#age")).ToContainTextAsync("Updated");
        Assert.Empty(dashboard.Complaints);

        await page.EvaluateAsync(
            """
            () => {
              for (const put of [
                () => { document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = 1'>"); },
                () => { const script = document.createElement("script"); script.append("window.ran = 2"); document.body.append(script); },
                () => { const link = document.createElement("a"); link.href = "javascript:window.ran = 3"; document.body.append(link); link.click(); },
              ]) { try { put(); } catch { /* refused at once */ } }
            }
            """);

        await Expect(page.Locator("#age")).ToContainTextAsync("Updated");
        Assert.Null(await page.EvaluateAsync<int?>("window.ran ?? null"));
        Assert.NotEmpty(dashboard.Complaints);
    }

    /// <summary>Presses Tab until the button of this name has the focus.</summary>
    private static async Task FocusByTabAsync(IPage page, string name)
    {
        for (var presses = 0; presses < 40; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>("document.activeElement.getAttribute('aria-label')") == name)
            {
                return;
            }
        }

        Assert.Fail($"Tab does not reach '{name}'.");
    }

    /// <summary>Makes the pictures for the documents, in the folder that DASHBOARD_PICTURES names.</summary>
    private static async Task KeepPictureAsync(IPage page, ColorScheme scheme, int width)
    {
        if (Environment.GetEnvironmentVariable("DASHBOARD_PICTURES") is { Length: > 0 } folder)
        {
            var name = $"dashboard-{(width == 360 ? "phone-" : "")}{(scheme == ColorScheme.Dark ? "dark" : "light")}.png";
            await page.Mouse.MoveAsync(0, 0);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = true });
        }
    }

    private static ILocator Value(IPage page, string name) => page.Locator($"[data-value='{name}']");

    private static async Task<string> NumberAsync(IPage page, string name) => (await Value(page, name).InnerTextAsync()).Replace(",", "", StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
