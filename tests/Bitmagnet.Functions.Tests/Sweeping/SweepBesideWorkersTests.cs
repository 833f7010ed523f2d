using Bitmagnet.Functions.Benchmarks.Sweeping;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Tests.Sweeping;

public sealed class SweepBesideWorkersTests
{
    [Theory]
    [InlineData(12)]
    [InlineData(18)]
    [InlineData(20)]
    public async Task RunAsync_TwoSweepsAndFiveWorkersAtOnce_NoErrorNoJobLostNoneRunThatWasFinished(int schema)
    {
        await using var database = await SweepDatabase.CreateAsync(schema);

        var result = await SweepContention.RunAsync(
            database.DataSource, database.HasPriority, jobs: 4_000, TimeSpan.FromSeconds(5), () => database.SweepAsync(new SweepOptions { BatchSize = 50 }));

        Assert.Equal(0, result.Lost);
        Assert.True(result is { Finished: > 0, Changed: >= 1_000 }, result.ToString());
    }
}
