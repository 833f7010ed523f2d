namespace Bitmagnet.Functions.Index;

/// <summary>The primary key of bitmagnet's <c>content</c> table.</summary>
/// <param name="Type">Movie, TV show or adult movie.</param>
/// <param name="Source"><c>tmdb</c>, or another row of metadata_sources.</param>
/// <param name="Id">The id within the source; for tmdb a decimal number.</param>
public readonly record struct ContentRef(ContentType Type, string Source, string Id)
{
    /// <summary>bitmagnet's key of TMDB in metadata_sources.</summary>
    public const string Tmdb = "tmdb";
}
