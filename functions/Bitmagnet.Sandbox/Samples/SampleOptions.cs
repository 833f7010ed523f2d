namespace Bitmagnet.Sandbox.Samples;

/// <summary>How large a sample index is.</summary>
/// <param name="Torrents">Number of films and series; every ten bring one torrent of another type.</param>
/// <param name="Seed">The same seed gives the same index.</param>
public sealed record SampleOptions(int Torrents = 5000, int Seed = 1)
{
    /// <summary>How many torrents there are with those of other types.</summary>
    public int OfAllTypes => Torrents + (Torrents / 10);
}
