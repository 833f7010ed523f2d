namespace Bitmagnet.Functions.Index;

/// <summary>
/// How stored content is read: what decides about a torrent, and what is shown. Nobody asks for its overview, figures, attributes or collections,
/// since a row that is there is not written again.
/// </summary>
internal static class ContentRows
{
    /// <summary>Select list for a content row <c>c</c>, in the order that <see cref="Read"/> expects.</summary>
    public const string Columns =
        """
        c.type, c.source, c.id, c.title, c.original_title, c.release_year, c.original_language,
        CASE WHEN c.release_date BETWEEN '0001-01-01' AND '9999-12-31' THEN c.release_date END
        """;

    /// <summary>
    /// Whether a content row <c>c</c> has the key (type, source, id) of <paramref name="key"/>. Type and source are compared as expressions, so that
    /// the index on id serves: until the first ANALYZE the planner takes the one on source, which holds all content of TMDB's.
    /// </summary>
    public static string HasKey(string key) => $"c.id = {key}.id AND c.type || '' = {key}.type AND c.source || '' = {key}.source";

    /// <summary>Reads the columns from <paramref name="first"/> on.</summary>
    public static Content Read(NpgsqlDataReader reader, int first) => new()
    {
        Ref = new ContentRef(
            ContentTypeNames.FromName(reader.GetString(first))!.Value, reader.GetString(first + 1), reader.GetString(first + 2)),
        Title = reader.GetString(first + 3),
        OriginalTitle = reader.TextOf(first + 4),
        ReleaseYear = reader.IsDBNull(first + 5) ? null : reader.GetInt32(first + 5),
        OriginalLanguage = reader.TextOf(first + 6),
        ReleaseDate = reader.IsDBNull(first + 7) ? null : reader.GetFieldValue<DateOnly>(first + 7),
    };
}
