using Bitmagnet.Functions.Benchmarks.Sweeping;

namespace Bitmagnet.Functions.Tests.Sweeping;

public sealed class SweepBesideWorkersTests
{
    private const long Enough = 1_000;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(12)]
    [InlineData(18)]
    [InlineData(20)]
    public async Task RunAsync_TwoSweepsAndFiveWorkersAtOnce_NoErrorNoJobLostNoneRunThatWasFinished(int schema)
    {
        await using var database = await SweepDatabase.CreateAsync(schema);
        using var ends = new CancellationTokenSource(Patience);
        var started = TimeProvider.System.GetTimestamp();
        var changed = 0L;

        var result = await SweepContention.RunAsync(database.DataSource, database.HasPriority, jobs: 4_000, SweepAsync, ends.Token);

        Assert.Equal(0, result.Lost);
        Assert.True(result is { Finished: > 0, Changed: >= Enough }, result.ToString());

        // A slow machine takes longer to see as many.
        async Task<SweepRun> SweepAsync()
        {
            var run = await database.SweepAsync(new SweepOptions { BatchSize = 50 });
            if (Interlocked.Add(ref changed, run.Changed) >= Enough && TimeProvider.System.GetElapsedTime(started) >= Least)
            {
                await ends.CancelAsync();
            }

            return run;
        }
    }
}
