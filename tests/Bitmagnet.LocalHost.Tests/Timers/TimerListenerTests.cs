using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Tests.Fixtures;
using Bitmagnet.LocalHost.Timers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bitmagnet.LocalHost.Tests.Timers;

public sealed class TimerListenerTests
{
    private const string EverySecond = "* * * * * *";
    private const string NewYear = "0 0 0 1 1 *";

    private static readonly HostSeams Eager = new() { RetryInterval = TimeSpan.FromMilliseconds(100) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Schedule_EverySecond_RunsAgainAndAgainEvenAfterAFailure()
    {
        await using var host = TestHost.Create(typeof(TimerFunctions), settings: Settings(EverySecond, NewHostId()));
        host.Probe.Handler = (_, _) => host.Probe.Seen.Count == 1 ? throw new InvalidOperationException("first") : Task.CompletedTask;
        await host.StartAsync();

        await Eventually.TrueAsync(() => host.Probe.Seen.Count >= 3, "three runs");

        Assert.True(host.Log.Has(1040));
        Assert.All(host.Probe.Seen.Cast<TimerInfo>(), timer => Assert.False(timer.IsPastDue));
        Assert.All(host.Probe.Seen.Cast<TimerInfo>(), timer => Assert.Null(timer.ScheduleStatus));
    }

    [Fact]
    public async Task Schedule_RunLongerThanItsInterval_DoesNotOverlap()
    {
        await using var host = TestHost.Create(typeof(TimerFunctions), settings: Settings(EverySecond, NewHostId()));
        host.Probe.Handler = (_, cancellation) => Task.Delay(1500, cancellation);
        await host.StartAsync();

        await Eventually.TrueAsync(() => host.Probe.Seen.Count >= 2, "two runs");

        Assert.Equal(1, host.Probe.Peak);
    }

    [Fact]
    public async Task OccursAsync_ClockIsSetBack_OccursAfterTheTimeThatWasLeft()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 28, 10, 0, 0, TimeSpan.Zero));
        var occurs = TimerListener.OccursAsync(time.GetUtcNow().AddSeconds(30).UtcDateTime, time, Token);

        time.AdjustTime(time.GetUtcNow().AddHours(-2));
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(occurs.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await occurs.WaitAsync(TimeSpan.FromMinutes(1), Token));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.9)]
    [InlineData(1.4)]
    [InlineData(40)]
    public async Task OccursAsync_ClockPassesTheTimeBetweenTwoReads_StillOccurs(double millisecondsBefore)
    {
        var next = new DateTimeOffset(2026, 11, 28, 10, 0, 0, TimeSpan.Zero);
        var time = new FakeTimeProvider(next - TimeSpan.FromMilliseconds(millisecondsBefore)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(2.5) };

        var occurs = TimerListener.OccursAsync(next.UtcDateTime, time, Token);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await occurs.WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Fact]
    public async Task RunOnStartup_Host_RunsAtOnceAndRecordsTheSchedule()
    {
        var id = NewHostId();
        await using var host = await TestHost.Create(typeof(StartupFunctions), settings: Settings(NewYear, id)).StartAsync();

        await Eventually.TrueAsync(() => host.Probe.Seen.Count == 1, "the run at start");
        await Eventually.TrueAsync(async () => await StatusBlob(id).ExistsAsync(Token), "the record");

        var status = JsonSerializer.Deserialize<ScheduleStatus>((await StatusBlob(id).DownloadContentAsync(Token)).Value.Content)!;
        Assert.NotEqual(default, status.Last);
        Assert.Equal((1, 1, 0), (status.Next.Month, status.Next.Day, status.Next.Hour));
        Assert.False(((TimerInfo)host.Probe.Seen.Single()).IsPastDue);
    }

    [Fact]
    public async Task Schedule_OccurrenceMissedWhileNoHostRan_IsMadeUpForAsPastDue()
    {
        var id = NewHostId();
        var last = new DateTime(2020, 6, 1, 0, 0, 0, DateTimeKind.Utc);
        var next = new DateTime(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await WriteStatusAsync(id, new ScheduleStatus { Last = last, Next = next, LastUpdated = last });
        await using var host = await TestHost.Create(typeof(TimerFunctions), settings: Settings(NewYear, id)).StartAsync();

        await Eventually.TrueAsync(() => host.Probe.Seen.Count == 1, "the run made up for");

        var timer = (TimerInfo)host.Probe.Seen.Single();
        Assert.True(timer.IsPastDue);
        Assert.Equal(last, timer.ScheduleStatus!.Last);
        Assert.Equal(next, timer.ScheduleStatus.Next);
        Assert.True(host.Log.Has(1041));
    }

    [Fact]
    public async Task FirstStart_Monitored_RecordsWithoutRunning()
    {
        var id = NewHostId();
        await using var host = await TestHost.Create(typeof(TimerFunctions), settings: Settings(NewYear, id)).StartAsync();

        await Eventually.TrueAsync(async () => await StatusBlob(id).ExistsAsync(Token), "the record");

        Assert.Empty(host.Probe.Seen);
    }

    [Fact]
    public async Task TwoHosts_OneSchedule_RunInOneOnlyUntilItStops()
    {
        var settings = Settings(EverySecond, NewHostId());
        var seams = Eager with { TimerLease = TimeSpan.FromMinutes(1) }; // a busy machine may be late to renew a short one
        await using var first = await TestHost.Create(typeof(TimerFunctions), settings: settings, seams: seams).StartAsync();
        await Eventually.TrueAsync(() => !first.Probe.Seen.IsEmpty, "the first host runs");
        await using var second = await TestHost.Create(typeof(TimerFunctions), settings: settings, seams: seams).StartAsync();
        await Eventually.TrueAsync(() => second.Log.Has(1042), "the second host waits");

        var before = first.Probe.Seen.Count;
        await Eventually.TrueAsync(() => first.Probe.Seen.Count >= before + 2, "the first host runs on");
        Assert.Empty(second.Probe.Seen);

        await first.StopAsync();
        await Eventually.TrueAsync(() => !second.Probe.Seen.IsEmpty, "the second host takes over");
    }

    [Fact]
    public async Task Lease_Broken_IsNoticedAndTakenAgain()
    {
        var id = NewHostId();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var host = await TestHost.Create(
            typeof(TimerFunctions), settings: Settings(EverySecond, id), configure: services => services.AddSingleton<TimeProvider>(time)).StartAsync();
        await AdvanceUntilAsync(() => Task.FromResult(!host.Probe.Seen.IsEmpty), "the host runs");

        var blob = Container().GetBlobClient($"locks/{id}/Tick");
        await blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: Token);

        await AdvanceUntilAsync(() => Task.FromResult(host.Log.Has(1043)), "the loss noticed");
        await AdvanceUntilAsync(
            async () => (await blob.GetPropertiesAsync(cancellationToken: Token)).Value.LeaseState == LeaseState.Leased, "the lease taken again");
        var before = host.Probe.Seen.Count;
        await AdvanceUntilAsync(() => Task.FromResult(host.Probe.Seen.Count > before), "the host runs again");

        // The host's clock advances by a second at each poll, so nothing here depends on real time.
        Task AdvanceUntilAsync(Func<Task<bool>> condition, string what) => Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return condition();
            },
            what);
    }

    private static string NewHostId() => $"h{Guid.NewGuid():n}";

    private static Dictionary<string, string?> Settings(string schedule, string id) =>
        new() { ["SCHEDULE"] = schedule, ["AzureFunctionsWebHost:hostid"] = id };

    private static BlobContainerClient Container() => new(Azurite.ConnectionString, "azure-webjobs-hosts");

    private static BlobClient StatusBlob(string id) => Container().GetBlobClient($"timers/{id}/Tick/status");

    private static async Task WriteStatusAsync(string id, ScheduleStatus status)
    {
        await Container().CreateIfNotExistsAsync(cancellationToken: Token);
        await StatusBlob(id).UploadAsync(BinaryData.FromObjectAsJson(status), Token);
    }
}
