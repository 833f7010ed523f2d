namespace Bitmagnet.Sandbox.Catalogue;

/// <summary>TMDB's two kinds. Each has ids of its own.</summary>
public enum CatalogueKind
{
    /// <summary>A film.</summary>
    Movie,

    /// <summary>A series.</summary>
    Tv,
}
