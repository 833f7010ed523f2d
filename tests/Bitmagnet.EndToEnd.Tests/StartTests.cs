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

        await application.WaitForAsync(line => line.Contains("bitmagnet's database does not answer", StringComparison.Ordinal));
        using var health = await http.GetAsync(new Uri("api/health", UriKind.Relative), TestContext.Current.CancellationToken);
        using var live = await http.GetAsync(new Uri("api/health/live", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains("database_unavailable", await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }
}
