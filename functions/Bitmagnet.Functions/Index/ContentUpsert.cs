using Bitmagnet.Functions.Index.TextSearch;

namespace Bitmagnet.Functions.Index;

/// <summary>
/// Writes content, attributes, collections and links, with bitmagnet's conflict rules and in its order (bitmagnet contract §6).
/// Rows are sorted by key, so that two writers meet in the same order (§8).
/// </summary>
internal static class ContentUpsert
{
    private const string ContentSql =
        """
        INSERT INTO content (type, source, id, title, original_title, release_date, release_year, adult, original_language, overview, runtime,
                             popularity, vote_average, vote_count, tsv, created_at, updated_at)
        SELECT type, source, id, title, original_title, release_date, release_year, adult, original_language, overview, runtime,
               popularity, vote_average, vote_count, tsv::tsvector, $16, $16
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
          r (type, source, id, title, original_title, release_date, release_year, adult, original_language, overview, runtime,
               popularity, vote_average, vote_count, tsv)
        ON CONFLICT (type, source, id) DO UPDATE SET
          title = excluded.title, original_title = excluded.original_title, release_date = excluded.release_date,
          release_year = excluded.release_year, adult = excluded.adult, original_language = excluded.original_language,
          overview = excluded.overview, runtime = excluded.runtime, popularity = excluded.popularity,
          vote_average = excluded.vote_average, vote_count = excluded.vote_count, tsv = excluded.tsv, updated_at = excluded.updated_at
        """;

    // bitmagnet's own conflict clause sets the key columns to themselves: the value and updated_at stay, as here.
    private const string AttributesSql =
        """
        INSERT INTO content_attributes (content_type, content_source, content_id, source, key, value, created_at, updated_at)
        SELECT r.*, $7, $7 FROM unnest($1, $2, $3, $4, $5, $6) r
        ON CONFLICT (content_type, content_source, content_id, source, key) DO NOTHING
        """;

    private const string CollectionsSql =
        """
        INSERT INTO content_collections (type, source, id, name, created_at, updated_at)
        SELECT r.*, $5, $5 FROM unnest($1, $2, $3, $4) r
        ON CONFLICT DO NOTHING
        """;

    private const string LinksSql =
        """
        INSERT INTO content_collections_content (content_type, content_source, content_id,
                                                 content_collection_type, content_collection_source, content_collection_id)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Upserts distinct contents, in the connection's open transaction; one round trip.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<Content> contents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (contents.Count == 0)
        {
            return;
        }

        var sorted = contents
            .OrderBy(content => content.Ref.Type.ToName(), StringComparer.Ordinal)
            .ThenBy(content => content.Ref.Source, StringComparer.Ordinal)
            .ThenBy(content => content.Ref.Id, StringComparer.Ordinal)
            .ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(ContentCommand(sorted, now));

        var attributes = sorted
            .SelectMany(content => content.Attributes
                .DistinctBy(attribute => (attribute.Source, attribute.Key))
                .OrderBy(attribute => attribute.Source, StringComparer.Ordinal)
                .ThenBy(attribute => attribute.Key, StringComparer.Ordinal)
                .Select(attribute => (content.Ref, attribute)))
            .ToArray();
        if (attributes.Length > 0)
        {
            batch.BatchCommands.Add(Command(
                AttributesSql,
                [.. Keys(attributes.Select(row => Key(row.Ref))),
                    Texts(attributes.Select(row => row.attribute.Source)),
                    Texts(attributes.Select(row => row.attribute.Key)),
                    Texts(attributes.Select(row => row.attribute.Value)),
                    now.ToUniversalTime()]));
        }

        var links = sorted
            .SelectMany(content => Sort(content.Collections.DistinctBy(Key)).Select(collection => (content.Ref, collection)))
            .ToArray();
        if (links.Length > 0)
        {
            var collections = Sort(links.Select(link => link.collection).DistinctBy(Key)).ToArray();
            batch.BatchCommands.Add(Command(
                CollectionsSql,
                [.. Keys(collections.Select(Key)), Texts(collections.Select(collection => collection.Name)), now.ToUniversalTime()]));
            batch.BatchCommands.Add(Command(
                LinksSql, [.. Keys(links.Select(link => Key(link.Ref))), .. Keys(links.Select(link => Key(link.collection)))]));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand ContentCommand(Content[] contents, DateTimeOffset now) => Command(
        ContentSql,
        [.. Keys(contents.Select(content => Key(content.Ref))),
            Texts(contents.Select(content => content.Title)),
            Texts(contents.Select(content => content.OriginalTitle)),
            contents.Select(content => content.ReleaseDate).ToArray(),
            contents.Select(content => content.ReleaseYear).ToArray(),
            contents.Select(content => content.Adult).ToArray(),
            Texts(contents.Select(content => content.OriginalLanguage)),
            Texts(contents.Select(content => content.Overview)),
            contents.Select(content => content.Runtime).ToArray(),
            contents.Select(content => content.Popularity).ToArray(),
            contents.Select(content => content.VoteAverage).ToArray(),
            contents.Select(content => content.VoteCount).ToArray(),
            Texts(contents.Select(content => SearchVector.Of(content).ToString())),
            now.ToUniversalTime()]);

    private static (string Type, string Source, string Id) Key(ContentRef content) => (content.Type.ToName(), content.Source, content.Id);

    private static (string Type, string Source, string Id) Key(ContentCollection collection) => (collection.Type, collection.Source, collection.Id);

    private static IOrderedEnumerable<ContentCollection> Sort(IEnumerable<ContentCollection> collections) => collections
        .OrderBy(collection => collection.Type, StringComparer.Ordinal)
        .ThenBy(collection => collection.Source, StringComparer.Ordinal)
        .ThenBy(collection => collection.Id, StringComparer.Ordinal);

    private static object[] Keys(IEnumerable<(string Type, string Source, string Id)> rows)
    {
        var keys = rows.ToArray();
        return [Texts(keys.Select(key => key.Type)), Texts(keys.Select(key => key.Source)), Texts(keys.Select(key => key.Id))];
    }

    private static NpgsqlBatchCommand Command(string sql, object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        Array.ForEach(values, value => command.Parameters.Add(new NpgsqlParameter { Value = value }));
        return command;
    }

    private static string?[] Texts(IEnumerable<string?> values) => [.. values];
}
