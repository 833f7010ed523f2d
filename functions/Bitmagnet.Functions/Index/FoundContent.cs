namespace Bitmagnet.Functions.Index;

/// <summary>
/// A content as an answer shows it: its type is movie, tv_show or xxx, its source tmdb or another of bitmagnet's; the year is null where it
/// is not known.
/// </summary>
public sealed record FoundContent(string Type, string Source, string Id, string Title, int? ReleaseYear)
{
    /// <summary>The content as it is shown.</summary>
    public static FoundContent Of(Content content) =>
        new(content.Ref.Type.ToName(), content.Ref.Source, content.Ref.Id, content.Title, content.ReleaseYear);
}
