namespace Bitmagnet.Functions.Index;

/// <summary>A content as an answer shows it.</summary>
public sealed record FoundContent
{
    /// <summary>Copies the content.</summary>
    public FoundContent(Content content)
    {
        (Type, Source, Id) = (content.Ref.Type.ToName(), content.Ref.Source, content.Ref.Id);
        (Title, ReleaseYear) = (content.Title, content.ReleaseYear);
    }

    /// <summary>movie, tv_show or xxx.</summary>
    public string Type { get; }

    /// <summary>tmdb, or another source of bitmagnet's.</summary>
    public string Source { get; }

    /// <summary>The id within the source.</summary>
    public string Id { get; }

    /// <summary>Its title.</summary>
    public string Title { get; }

    /// <summary>The year it was released; null where that is not known.</summary>
    public int? ReleaseYear { get; }
}
