using System.Net;

namespace Bitmagnet.EndToEnd.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task Start_WithTheDatabaseAway_GoesOnAndSaysSo()
    {
        await using var system = await SystemUnderTest.StartAsync();
        system.Settings["POSTGRES_DSN"] = "host=127.0.0.1 port=1 user=me dbname=bitmagnet";
        using var application = ApplicationProcess.Start(system.Settings);
        using var http = new HttpClient { BaseAddress = await application.AddressAsync() };

        await application.WaitForAsync(line => line.Contains("bitmagnet's PostgreSQL does not answer", StringComparison.Ordinal));
        using var health = await http.GetAsync(new Uri("api/health", UriKind.Relative), Token);
        using var live = await http.GetAsync(new Uri("api/health/live", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains("database_unavailable", await health.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    /// <summary>So many torrents that making them takes minutes.</summary>
    [Fact]
    [Trait("Needs", "Sandbox")]
    public async Task Start_EndedWhileTheSampleIsMade_EndsAtOnceAndLeavesTheFolderToTheNext()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using (var application = ApplicationProcess.Start(new Dictionary<string, string>(), "--sandbox-folder", folder, "--sandbox-torrents", "5000000"))
            {
                await application.WaitForAsync(line => line.Contains("simulated at", StringComparison.Ordinal));
                await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(Path.Combine(folder, "postgres", "password"))), application);

                await application.TerminateAsync();

                Assert.Equal(143, await application.WaitForExitAsync());
            }

            using var next = ApplicationProcess.Start(new Dictionary<string, string>(), "--sandbox-folder", folder, "--sandbox-torrents", "10", "--exit-when-drained");
            Assert.Equal(0, await next.WaitForExitAsync());
            Assert.Contains("a new sample index of 11 torrents", next.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
