using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Notifications;
using Microsoft.Extensions.Hosting;

namespace Bitmagnet.Functions.Tests.Notifications;

public sealed class HealthWatchTests
{
    [Fact]
    public async Task Watch_WhileAPersonPauses_TellsItAndTheTestArrivesToo()
    {
        await using var sink = await NotifySink.StartAsync();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var harness = await EnrichmentHarness.StartAsync(clock, 20, ("NOTIFY_URLS", $"{sink.Url}/hook"));
        await harness.Get<FeedSwitch>().PauseAsync(Token);
        var watch = harness.Services.GetServices<IHostedService>().OfType<HealthWatch>().Single();
        await watch.StartAsync(Token);

        await Eventually.TrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(30));
                return sink.Taken.Any(taken => taken.Body.GetProperty("new").EnumerateArray().Any(finding => finding.GetProperty("code").GetString() == "paused"));
            },
            "somebody is told");
        await watch.StopAsync(Token);
        var test = Requests.Json(await harness.Get<NotifyEndpoint>().TestAsync(Token), 200);

        Assert.True(Assert.Single(test.GetProperty("targets").EnumerateArray()).GetProperty("sent").GetBoolean());
        Assert.Equal("test", sink.Taken.Last().Body.GetProperty("event").GetString());
    }

    [Fact]
    public async Task Services_WithNobodyToTell_WatchNothing()
    {
        await using var harness = await EnrichmentHarness.StartAsync();

        Assert.Empty(harness.Services.GetServices<IHostedService>().OfType<HealthWatch>());
        Assert.Empty(Requests.Json(await harness.Get<NotifyEndpoint>().TestAsync(Token), 200).GetProperty("targets").EnumerateArray());
    }
}
