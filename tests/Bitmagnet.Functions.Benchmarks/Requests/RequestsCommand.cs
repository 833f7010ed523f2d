using System.Diagnostics;
using System.Globalization;

namespace Bitmagnet.Functions.Benchmarks.Requests;

/// <summary>
/// <c>requests [--torrents 100000] [--titles 8000] [--seed 1] [--dense]</c>: compares the TMDB requests for a population with the fewest
/// possible and with bitmagnet's rules, on a TMDB of its titles alone or a dense one. Exits with 1 if a target is missed.
/// </summary>
internal static class RequestsCommand
{
    /// <summary>The most requests as a multiple of the fewest possible.</summary>
    public const double MostOfLeast = 1.1;

    /// <summary>The same on a dense catalogue, where namesakes cost details calls.</summary>
    public const double MostOfLeastWhereDense = 1.25;

    /// <summary>The most requests as a share of bitmagnet's.</summary>
    public const double MostOfBitmagnets = 0.55;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new CommandOptions(args, ["--torrents", "--titles", "--seed"], "--dense");
        var (torrents, titles) = (options.Number("--torrents", 100_000), options.Number("--titles", 8_000));
        var population = new Population(torrents, titles, skew: 0.9, absent: 0.3, options.Number("--seed", 1));
        var dense = options.Has("--dense");
        var watch = Stopwatch.StartNew();
        var counts = await RequestMeasurement.RunAsync(population, dense, CancellationToken.None);
        Say($"{torrents:N0} torrents over {titles:N0} titles (Zipf, s = 0.9; 30 % not on TMDB), in {watch.Elapsed.TotalSeconds:0} s");
        Say($"{counts.Known:N0} torrents are of a title that TMDB has");
        Say($"least possible    {counts.Least,7:N0} requests");
        Say($"this application  {counts.Ours,7:N0} requests: {counts.OfLeast:0.000} of the least, {counts.OfBitmagnets:0.000} of bitmagnet's; {counts.Matched:N0} matched, {counts.Wrong:N0} wrong");
        Say($"bitmagnet's rules {counts.Bitmagnets,7:N0} requests: {(double)counts.Bitmagnets / counts.Least:0.000} of the least; {counts.MatchedByBitmagnet:N0} matched");
        return counts.OfLeast <= (dense ? MostOfLeastWhereDense : MostOfLeast) && counts.OfBitmagnets <= MostOfBitmagnets ? 0 : 1;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
