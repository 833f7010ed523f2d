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

/// <summary>How bitmagnet's database writes a <see cref="ContentType"/>.</summary>
public static class ContentTypeNames
{
    /// <summary><c>movie</c>, <c>tv_show</c> or <c>xxx</c>.</summary>
    public static string ToName(this ContentType type) => type switch
    {
        ContentType.Movie => "movie",
        ContentType.TvShow => "tv_show",
        ContentType.Xxx => "xxx",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>The type of a name, or null for any other of bitmagnet's types and for NULL.</summary>
    public static ContentType? FromName(string? name) => name switch
    {
        "movie" => ContentType.Movie,
        "tv_show" => ContentType.TvShow,
        "xxx" => ContentType.Xxx,
        _ => null,
    };
}
