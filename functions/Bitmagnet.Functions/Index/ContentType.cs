namespace Bitmagnet.Functions.Index;

/// <summary>bitmagnet's content types that TMDB can answer (bitmagnet contract §1, §4).</summary>
public enum ContentType
{
    /// <summary><c>movie</c></summary>
    Movie,

    /// <summary><c>tv_show</c></summary>
    TvShow,

    /// <summary><c>xxx</c>: an adult movie.</summary>
    Xxx,
}
