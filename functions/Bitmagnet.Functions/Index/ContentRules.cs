namespace Bitmagnet.Functions.Index;

/// <summary>The last gate before the database: keeps out values that would make bitmagnet's readers, or the whole batch, fail.</summary>
internal static class ContentRules
{
    /// <summary>The content as it may be stored (bitmagnet contract §1 Values that make bitmagnet's readers fail, §4).</summary>
    public static Content Apply(Content content) => content with
    {
        Ref = content is { Adult: true, Ref.Type: ContentType.Movie } ? content.Ref with { Type = ContentType.Xxx } : content.Ref,
        Title = Clean(content.Title),
        OriginalTitle = content.OriginalTitle is null ? null : Clean(content.OriginalTitle),
        OriginalLanguage = Languages.Normalise(content.OriginalLanguage),
        Overview = content.Overview is null ? null : Clean(content.Overview) is { Length: > 0 } overview ? overview : null,
        Runtime = content.Runtime > 0 ? content.Runtime : null,
        ReleaseYear = content.ReleaseDate?.Year ?? content.ReleaseYear,
        Attributes = [.. content.Attributes
            .Select(attribute => attribute with { Value = Clean(attribute.Value) })
            .Where(attribute => attribute.Value.Length > 0 && !IsShortImdbId(attribute))],
        Collections = [.. content.Collections.Select(collection => collection with { Name = Clean(collection.Name) })],
    };

    // bitmagnet's Torznab cuts the first two characters off.
    private static bool IsShortImdbId(ContentAttribute attribute) => attribute is { Source: "imdb", Key: "id", Value.Length: < 2 };

    // PostgreSQL's text cannot hold U+0000.
    private static string Clean(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;
}
