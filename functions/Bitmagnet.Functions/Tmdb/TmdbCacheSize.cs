namespace Bitmagnet.Functions.Tmdb;

/// <summary>How large the cache is.</summary>
/// <param name="Entries">Answers.</param>
/// <param name="Bytes">Their bytes, compressed.</param>
/// <param name="FullRows">Rows that hold about as much as a row may: there, answers go before they expire.</param>
/// <param name="IsInAzurite">Whether Azurite holds it, which bears less.</param>
public sealed record TmdbCacheSize(int Entries, long Bytes, int FullRows, bool IsInAzurite)
{
    /// <summary>Whether a tenth of its rows is full.</summary>
    public bool IsFull => FullRows >= TmdbCacheAddress.Rows / 10;

    /// <summary>With one more row.</summary>
    internal TmdbCacheSize With(int entries, int bytes, bool isFull) => this with
    {
        Entries = Entries + entries,
        Bytes = Bytes + bytes,
        FullRows = FullRows + (isFull ? 1 : 0),
    };
}
