using Npgsql;

namespace Bitmagnet.Functions.Index;

/// <summary>How a <see cref="Content"/> is read from the database.</summary>
internal static class ContentRows
{
    /// <summary>Select list for a content row <c>c</c>, in the order that <see cref="Read"/> expects.</summary>
    public const string Columns =
        """
        c.type, c.source, c.id, c.title, c.original_title,
        CASE WHEN c.release_date BETWEEN '0001-01-01' AND '9999-12-31' THEN c.release_date END, c.release_year, c.adult, c.original_language, c.overview,
        c.runtime, c.popularity, c.vote_average, c.vote_count,
        nullif(ARRAY(SELECT ARRAY[a.source, a.key, a.value] FROM content_attributes a
              WHERE a.content_type = c.type AND a.content_source = c.source AND a.content_id = c.id
              ORDER BY array_position('{imdb,tvdb,tmdb}', a.source), a.key = 'backdrop_path', a.source, a.key), '{}'),
        nullif(ARRAY(SELECT ARRAY[k.type, k.source, k.id, k.name] FROM content_collections_content l
              JOIN content_collections k ON k.type = l.content_collection_type AND k.source = l.content_collection_source AND k.id = l.content_collection_id
              WHERE l.content_type = c.type AND l.content_source = c.source AND l.content_id = c.id
              ORDER BY k.type, k.source, k.id), '{}')
        """;

    /// <summary>Reads the columns from <paramref name="first"/> on.</summary>
    public static Content Read(NpgsqlDataReader reader, int first)
    {
        return new Content
        {
            Ref = new ContentRef(
                ContentTypeNames.FromName(reader.GetString(first))!.Value, reader.GetString(first + 1), reader.GetString(first + 2)),
            Title = reader.GetString(first + 3),
            OriginalTitle = reader.IsDBNull(first + 4) ? null : reader.GetString(first + 4),
            ReleaseDate = reader.IsDBNull(first + 5) ? null : reader.GetFieldValue<DateOnly>(first + 5),
            ReleaseYear = reader.IsDBNull(first + 6) ? null : reader.GetInt32(first + 6),
            Adult = reader.IsDBNull(first + 7) ? null : reader.GetBoolean(first + 7),
            OriginalLanguage = reader.IsDBNull(first + 8) ? null : reader.GetString(first + 8),
            Overview = reader.IsDBNull(first + 9) ? null : reader.GetString(first + 9),
            Runtime = reader.IsDBNull(first + 10) ? null : reader.GetInt32(first + 10),
            Popularity = Number(reader, first + 11),
            VoteAverage = Number(reader, first + 12),
            VoteCount = reader.IsDBNull(first + 13) ? 0 : reader.GetInt64(first + 13),
            Attributes = [.. Rows(reader, first + 14).Select(row => new ContentAttribute(row[0], row[1], row[2]))],
            Collections = [.. Rows(reader, first + 15).Select(row => new ContentCollection(row[0], row[1], row[2], row[3]))],
        };
    }

    // NaN and the infinities are no JSON, in which some answers show them.
    private static double Number(NpgsqlDataReader reader, int column) =>
        !reader.IsDBNull(column) && reader.GetDouble(column) is var number && double.IsFinite(number) ? number : 0;

    // An array of arrays is two-dimensional, but an empty one has no dimensions and cannot be read as such: it comes as NULL.
    private static IEnumerable<string[]> Rows(NpgsqlDataReader reader, int column)
    {
        var array = reader.IsDBNull(column) ? new string[0, 0] : reader.GetFieldValue<string[,]>(column);
        for (var row = 0; row < array.GetLength(0); row++)
        {
            yield return [.. Enumerable.Range(0, array.GetLength(1)).Select(part => array[row, part])];
        }
    }
}
