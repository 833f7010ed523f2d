namespace Bitmagnet.Functions.Tmdb;

/// <summary>The size of the cache.</summary>
/// <param name="Entries">Answers.</param>
/// <param name="Bytes">Their bytes, compressed.</param>
/// <param name="FullRows">Rows that are nearly full: they lose answers before these expire.</param>
/// <param name="IsInAzurite">Whether Azurite stores it, which can hold less.</param>
public sealed record TmdbCacheSize(int Entries, long Bytes, int FullRows, bool IsInAzurite)
{
    /// <summary>Whether a tenth of the rows are full.</summary>
    public bool IsFull => FullRows >= TmdbCacheAddress.Rows / 10;

    /// <summary>The size with one more row.</summary>
    internal TmdbCacheSize With(int entries, int bytes, bool isFull) => this with
    {
        Entries = Entries + entries,
        Bytes = Bytes + bytes,
        FullRows = FullRows + (isFull ? 1 : 0),
    };
}
