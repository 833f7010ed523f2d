using Microsoft.Playwright;

namespace Bitmagnet.EndToEnd.Tests.Dashboard;

/// <summary>The system's own Chromium, driven by Playwright; none is downloaded.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Only ends a hang: the page asks every five seconds, a snapshot comes once a minute, and a busy machine may need many times longer than an idle one.</summary>
    public const float Patience = 150_000;

    private readonly IPlaywright playwright;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        this.playwright = playwright;
        Browser = browser;
    }

    public IBrowser Browser { get; }

    /// <summary>Starts it. Without a Chromium the test is skipped with a message; in CI it fails.</summary>
    public static async Task<Chromium> StartAsync()
    {
        var given = Environment.GetEnvironmentVariable("CHROMIUM");
        var path = string.IsNullOrEmpty(given) ? Usual.FirstOrDefault(File.Exists) : given;
        if (path is null || !File.Exists(path))
        {
            var reason = $"The dashboard was NOT tested: there is no browser at {path ?? string.Join(", ", Usual)}. Install Chromium (apt-get install chromium), or name one in CHROMIUM.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Skip(reason);
        }

        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path }));
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}
