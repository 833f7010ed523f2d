using Bitmagnet.Functions.Notifications;
using static Bitmagnet.Functions.Tests.Notifications.HealthChangeTests;

namespace Bitmagnet.Functions.Tests.Notifications;

public sealed class NotifierTests(OwnStorage storage) : IClassFixture<OwnStorage>, IAsyncLifetime
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly LoggedLines log = new();
    private readonly NotifySender sender = new();
    private NotifySink sink = null!;

    public async ValueTask InitializeAsync()
    {
        await storage.ClearAsync(StorageNames.HealthTable);
        sink = await NotifySink.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        sender.Dispose();
        await sink.DisposeAsync();
    }

    [Fact]
    public async Task Tell_AChange_IsToldOnceAndItsEndToo()
    {
        var notifier = Instance();

        await SayAsync(notifier, "a");
        await SayAsync(notifier, "a");
        clock.Advance(Pause);
        await SayAsync(notifier, "a");
        await SayAsync(notifier, "");

        Assert.Equal(["degraded Problem a.", "healthy Problem a."], Told());
    }

    [Fact]
    public async Task Tell_WithinThePause_WaitsAndTellsWhatChangedTogether()
    {
        var notifier = Instance();
        await SayAsync(notifier, "a");

        await SayAsync(notifier, "ab");
        await SayAsync(notifier, "bC");
        Assert.Single(sink.Taken);
        clock.Advance(Pause);
        await SayAsync(notifier, "bC");

        Assert.Equal(["degraded Problem a.", "unhealthy Problem b. Problem C. Problem a."], Told());
    }

    [Fact]
    public async Task Tell_WhatCameAndWentWithinThePause_IsToldToNobody()
    {
        var notifier = Instance();
        await SayAsync(notifier, "a");

        await SayAsync(notifier, "ab");
        clock.Advance(Pause);
        await SayAsync(notifier, "a");

        Assert.Single(sink.Taken);
    }

    [Fact]
    public async Task Tell_OfManyInstancesAtOnceAndAfterARestart_IsOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SayAsync(Instance(), "a")));
        clock.Advance(2 * Pause);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SayAsync(Instance(), "a")));

        Assert.Single(sink.Taken);
    }

    [Fact]
    public async Task Tell_ATargetThatDoesNotTakeIt_IsTriedAgainAfterThePauseNamedOnceAndHoldsUpNoOther()
    {
        await using var other = await NotifySink.StartAsync();
        var notifier = Instance(urls: $"{sink.Url}/s3cret {other.Url}/hook");
        sink.Status = 503;

        await SayAsync(notifier, "a");
        await SayAsync(notifier, "a");
        clock.Advance(Pause);
        await SayAsync(notifier, "a");
        sink.Status = 200;
        clock.Advance(Pause);
        await SayAsync(notifier, "a");
        clock.Advance(Pause);
        await SayAsync(notifier, "a");

        Assert.Equal((3, 1), (sink.Taken.Count, other.Taken.Count));
        Assert.Single(log.Written, line => line.Text.Contains("did not reach webhook at 127.0.0.1: it answered 503", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Written, line => $"{line.Text}{line.Fault}".Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tell_WhileTheStorageIsAway_TellsOnceAndKnowsItOnceTheStorageIsBack()
    {
        var away = new SwitchedTables(storage.Tables);
        var notifier = Instance(away);
        await SayAsync(notifier, "a");

        away.IsAway = true;
        clock.Advance(Pause);
        await SayAsync(notifier, "aS");
        clock.Advance(Pause);
        await SayAsync(notifier, "aS");
        away.IsAway = false;
        clock.Advance(Pause);
        await SayAsync(notifier, "a");
        clock.Advance(Pause);
        await SayAsync(Instance(), "a");

        Assert.Equal(["degraded Problem a.", "unhealthy Problem S.", "degraded Problem S."], Told());
    }

    [Fact]
    public async Task Tell_AfterAnInstanceWhoseClockIsADayAhead_IsHeldUpByNeitherItsTimeNorItsClaim()
    {
        var now = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromDays(1));
        await SayAsync(Instance(), "a");
        clock.AdjustTime(now);
        await SayAsync(Instance(), "ab");

        var store = new ToldStore(storage.Tables);
        var target = Assert.Single(new NotifyOptions { Urls = $"{sink.Url}/hook" }.Targets);
        await store.TrySaveAsync(target, await store.LoadAsync(target, Token) with { ClaimedUntil = now.AddDays(1) }, Token);
        clock.Advance(Pause);
        await SayAsync(Instance(), "abC");

        Assert.Equal(3, sink.Taken.Count);
    }

    private static Task SayAsync(Notifier notifier, string codes) => notifier.TellAsync(Report(codes), Report(codes), Token);

    private string[] Told() =>
    [
        .. sink.Taken.Select(taken => $"{taken.Body.GetProperty("status").GetString()} "
            + string.Join(' ', taken.Body.GetProperty("new").EnumerateArray().Concat(taken.Body.GetProperty("over").EnumerateArray()).Select(finding => finding.GetProperty("problem").GetString()))),
    ];

    private Notifier Instance(TableServiceClient? tables = null, string? urls = null) => new(
        new ToldStore(tables ?? storage.Tables), sender, new NotifyOptions { Urls = urls ?? $"{sink.Url}/hook", Pause = Pause }, clock, log.For<Notifier>());
}
