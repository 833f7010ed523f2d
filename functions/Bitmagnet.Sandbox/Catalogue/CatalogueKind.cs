namespace Bitmagnet.Sandbox.Catalogue;

/// <summary>TMDB's two kinds. Each has its own ids.</summary>
public enum CatalogueKind
{
    /// <summary>A film.</summary>
    Movie,

    /// <summary>A series.</summary>
    Tv,
}
