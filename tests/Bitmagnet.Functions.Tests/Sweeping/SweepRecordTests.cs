using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>The records of runs.</summary>
public sealed class SweepRecordTests
{
    [Fact]
    public async Task RunAsync_EveryRun_LeavesARecordNewestFirst()
    {
        await using var database = await CreateAsync(20);
        await database.AddAsync(Payload(1), "retry", error: TmdbError);

        var first = await database.SweepAsync(isDryRun: true);
        var second = await database.SweepAsync();

        var records = await database.Runs.LastAsync(SweepPart.Queue, 10, Token);
        Assert.Equivalent(new[] { second, first }, records, strict: true);
        Assert.Contains("TMDB_ENABLED=false", records[0].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_RunsOfMoreThanAMonth_KeepsThoseOfThirtyDaysOfEachPart()
    {
        await using var database = await CreateAsync(20);
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        SweepRun Run(int day, SweepPart part) => new()
        {
            Part = part,
            StartedAt = now.AddDays(day),
            Seconds = 1,
            IsComplete = true,
        };

        await database.Runs.AddAsync(Run(-32, SweepPart.OwnStorage), Token);
        foreach (var day in (int[])[-32, -31, -29, 0])
        {
            await database.Runs.AddAsync(Run(day, SweepPart.Queue), Token);
        }

        Assert.Equal([now, now.AddDays(-29)], (await database.Runs.LastAsync(SweepPart.Queue, 10, Token)).Select(run => run.StartedAt));
        Assert.Single(await database.Runs.LastAsync(SweepPart.OwnStorage, 10, Token));
    }

    [Fact]
    public async Task RunAsync_JobThatFailedForTmdbADayAgoIsOffloaded_IsTheFindingOfLaterRunsToo()
    {
        await using var database = await CreateAsync(20);
        await database.AddAsync(Payload(1), "retry", error: TmdbError, ranAgo: "23 hours");
        var seen = await database.SweepAsync();

        var later = await database.SweepAsync();
        var dry = await database.SweepAsync(isDryRun: true);
        var tomorrow = await database.Sweeper(clock: new FakeTimeProvider(DateTimeOffset.UtcNow.AddHours(2))).RunAsync(isDryRun: false, Token);

        Assert.Equal((1, 0), (seen.RecentTmdbErrors, later.Seen));
        Assert.All([seen, later, dry], run => Assert.Contains("Set TMDB_ENABLED=false for bitmagnet", run.Finding, StringComparison.Ordinal));
        Assert.Null(tomorrow.Finding);
    }
}
