namespace Bitmagnet.Functions.Tmdb;

/// <summary>TMDB's two kinds. Each has ids of its own.</summary>
public enum TmdbKind
{
    /// <summary>/movie, /search/movie</summary>
    Movie,

    /// <summary>/tv, /search/tv</summary>
    Tv,
}
