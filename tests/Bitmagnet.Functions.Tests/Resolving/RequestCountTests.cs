using Bitmagnet.Functions.Benchmarks.Requests;

namespace Bitmagnet.Functions.Tests.Resolving;

/// <summary>The benchmark command <c>requests</c> on a tenth of its population; docs/performance.md has the full run.</summary>
public sealed class RequestCountTests
{
    [Theory]
    [InlineData(false, RequestsCommand.MostOfLeast)]
    [InlineData(true, RequestsCommand.MostOfLeastWhereDense)]
    public async Task ResolveAsync_APopulation_StaysNearTheLeastRequests(bool dense, double mostOfLeast)
    {
        var population = new Population(torrents: 10_000, titles: 800, skew: 0.9, absent: 0.3, seed: 2);

        var counts = await RequestMeasurement.RunAsync(population, dense, Token);

        TestContext.Current.TestOutputHelper!.WriteLine(counts.ToString());
        Assert.InRange(counts.OfLeast, 0.9, mostOfLeast);
        Assert.InRange(counts.OfBitmagnets, 0.1, RequestsCommand.MostOfBitmagnets);
        Assert.InRange((double)counts.Matched / counts.Known, 0.95, 1);
        Assert.True(counts.Matched > counts.MatchedByBitmagnet);
        Assert.InRange((double)counts.Wrong / counts.Known, 0, 0.003);
    }
}
