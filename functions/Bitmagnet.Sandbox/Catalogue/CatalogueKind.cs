namespace Bitmagnet.Sandbox.Catalogue;

/// <summary>TMDB's two kinds; ids are per kind.</summary>
public enum CatalogueKind
{
    /// <summary>A film.</summary>
    Movie,

    /// <summary>A series.</summary>
    Tv,
}
