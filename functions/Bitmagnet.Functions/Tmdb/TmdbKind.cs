namespace Bitmagnet.Functions.Tmdb;

/// <summary>TMDB's two kinds; ids are per kind.</summary>
public enum TmdbKind
{
    /// <summary>/movie, /search/movie</summary>
    Movie,

    /// <summary>/tv, /search/tv</summary>
    Tv,
}
