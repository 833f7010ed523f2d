using Bitmagnet.Functions.Triggers;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.Functions.Tests.Health;

public sealed class SnapshotRecorderTests
{
    [Theory]
    [InlineData("", 3)]
    [InlineData("0 0 * * * *", 0)]
    public async Task FeedEnrichment_TicksOfThreeMinutes_TakeASnapshotOfEachUnlessSnapshotsHaveASchedule(string schedule, int expected)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(TimeProvider.System.GetUtcNow().Date.AddHours(12), TimeSpan.Zero));
        await using var harness = await EnrichmentHarness.StartAsync(time, IndexSchema.Newest, ("HEALTH_SCHEDULE", schedule));
        var function = ActivatorUtilities.CreateInstance<FeedEnrichment>(harness.Services);
        var taken = new HashSet<DateTimeOffset>();

        for (var tick = 0; tick < 9; tick++)
        {
            await function.Run(new TimerInfo(), Token);
            if (await harness.Get<SnapshotStore>().LatestAsync(Token) is { } newest)
            {
                taken.Add(newest.At);
            }

            time.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(expected, taken.Count);
    }
}
