using Bitmagnet.Functions.Sweeping;
using Microsoft.Extensions.Time.Testing;
using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>What runs leave on record.</summary>
public sealed class SweepRecordTests
{
    [Fact]
    public async Task RunAsync_EveryRun_LeavesARecordNewestFirst()
    {
        await using var database = await CreateAsync(20);
        await database.AddAsync(Payload(1), "retry", error: TmdbError);

        var first = await database.SweepAsync(isDryRun: true);
        var second = await database.SweepAsync();

        var records = await database.Runs.LastAsync(SweepPart.Queue, 10, TestContext.Current.CancellationToken);
        Assert.Equivalent(new[] { second, first }, records, strict: true);
        Assert.Contains("TMDB_ENABLED=false", records[0].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_JobThatFailedForTmdbADayAgoIsOffloaded_IsTheFindingOfLaterRunsToo()
    {
        await using var database = await CreateAsync(20);
        await database.AddAsync(Payload(1), "retry", error: TmdbError, ranAgo: "23 hours");
        var seen = await database.SweepAsync();

        var later = await database.SweepAsync();
        var dry = await database.SweepAsync(isDryRun: true);
        var tomorrow = await database.Sweeper(clock: new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(2))).RunAsync(isDryRun: false, TestContext.Current.CancellationToken);

        Assert.Equal((1, 0), (seen.RecentTmdbErrors, later.Seen));
        Assert.All([seen, later, dry], run => Assert.Contains("Set TMDB_ENABLED=false for bitmagnet", run.Finding, StringComparison.Ordinal));
        Assert.Null(tomorrow.Finding);
    }
}
