using System.Diagnostics;
using Bitmagnet.Functions.Notifications;

namespace Bitmagnet.Functions.Tests.Notifications;

public sealed class NotifySenderTests
{
    private static readonly Notification Change = new(
        "health_changed", HealthStatus.Unhealthy, DateTimeOffset.UnixEpoch,
        [new Finding("database_unavailable", HealthStatus.Unhealthy, "PostgreSQL <away> & gone.", "Start it.", DateTimeOffset.UnixEpoch)],
        [new ToldFinding("paused", HealthStatus.Degraded, "It is paused.")]);

    [Theory]
    [InlineData("webhook+{0}/hook?key=k", "/hook?key=k", null, null, "{\"event\":\"health_changed\",\"status\":\"unhealthy\"")]
    [InlineData("webhook+http://me:pw@{1}/hook", "/hook", "Basic bWU6cHc=", null, "\"new\":[{\"code\":\"database_unavailable\",\"severity\":\"unhealthy\",\"problem\":\"PostgreSQL \\u003Caway\\u003E \\u0026 gone.\",\"remedy\":\"Start it.\"")]
    [InlineData("ntfy+{0}/sub/alerts", "/sub/", null, null, "{\"topic\":\"alerts\",\"title\":\"bitmagnet-functions is unhealthy\",\"message\":\"New: PostgreSQL")]
    [InlineData("ntfy+http://tk_1@{1}/alerts", "/", "Bearer tk_1", null, "\"priority\":5,\"tags\":[\"rotating_light\"]}")]
    [InlineData("discord+{0}/api/webhooks/1/k", "/api/webhooks/1/k", null, null, "\"allowed_mentions\":{\"parse\":[]}")]
    [InlineData("slack+{0}/services/k", "/services/k", null, null, "PostgreSQL \\u0026lt;away\\u0026gt; \\u0026amp; gone.")]
    [InlineData("gotify+{0}/?token=k", "/message", null, "k", "\"priority\":8}")]
    [InlineData("gotify+{0}/sub?token=k", "/sub/message", null, "k", "{\"title\":\"bitmagnet-functions is unhealthy\"")]
    public async Task Send_ToEachService_IsWhatItTakes(string text, string path, string? authorization, string? token, string body)
    {
        await using var sink = await NotifySink.StartAsync();
        using var sender = new NotifySender();
        var target = NotifyTarget.Parse(text.Replace("{0}", sink.Url, StringComparison.Ordinal).Replace("{1}", new Uri(sink.Url).Authority, StringComparison.Ordinal))!;

        Assert.Null(await sender.SendAsync(target, Change, Token));

        var taken = Assert.Single(sink.Taken);
        Assert.Equal((path, authorization, token), (taken.Path, taken.Authorization, taken.Token));
        Assert.Contains(body, taken.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ToWhatDoesNotTakeIt_SaysWhyWithoutTheAddressAndLeavesNoSpan()
    {
        await using var sink = await NotifySink.StartAsync();
        sink.Status = 404;
        using var sender = new NotifySender();
        var spans = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("System.Net.Http", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => spans.AddRange(span.TagObjects.Select(tag => $"{tag.Value}").Where(value => value.Contains("s3cret", StringComparison.Ordinal))),
        };
        ActivitySource.AddActivityListener(listener);

        var refused = await sender.SendAsync(NotifyTarget.Parse($"{sink.Url}/s3cret")!, Change, Token);
        var away = await sender.SendAsync(NotifyTarget.Parse("http://127.0.0.1:1/s3cret")!, Change, Token);

        Assert.Equal(("it answered 404", "it cannot be reached (ConnectionError)"), (refused, away));
        Assert.Empty(spans);
    }
}
