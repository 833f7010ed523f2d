namespace Bitmagnet.Functions.Benchmarks.Requests;

/// <summary>The requests for a population, and their results.</summary>
/// <param name="Least">Requests that any rules need.</param>
/// <param name="Ours">Requests that this application made.</param>
/// <param name="Bitmagnets">Requests that bitmagnet's rules made.</param>
/// <param name="Known">Torrents whose title TMDB has.</param>
/// <param name="Matched">Torrents that this application gave their own title.</param>
/// <param name="Wrong">Torrents that this application gave another title.</param>
/// <param name="MatchedByBitmagnet">Torrents that bitmagnet's rules gave their own title.</param>
internal sealed record RequestCounts(int Least, int Ours, int Bitmagnets, int Known, int Matched, int Wrong, int MatchedByBitmagnet)
{
    /// <summary>Requests divided by the fewest possible.</summary>
    public double OfLeast => (double)Ours / Least;

    /// <summary>Requests divided by bitmagnet's.</summary>
    public double OfBitmagnets => (double)Ours / Bitmagnets;
}
