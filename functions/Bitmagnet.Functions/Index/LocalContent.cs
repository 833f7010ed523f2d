using Bitmagnet.Functions.Index.TextSearch;

namespace Bitmagnet.Functions.Index;

/// <summary>bitmagnet's own content, which spares a request to TMDB.</summary>
public sealed class LocalContent(NpgsqlDataSource dataSource, TimeProvider? time = null) : IDisposable
{
    /// <summary>Most candidates returned for one title; those nearest in length first.</summary>
    public const int MaxCandidates = 25;

    // content's GIN index on tsv serves the search; the planner repeats it for each query.
    private const string ByTitle =
        """
        SELECT asked.n, found.*
        FROM unnest($1, $2, $3) WITH ORDINALITY asked (type, query, length, n)
        CROSS JOIN LATERAL (
          SELECT c.type, c.source, c.id, c.title, c.original_title, c.release_year, CASE WHEN c.popularity BETWEEN -1e300 AND 1e300 THEN c.popularity ELSE 0 END,
                 CASE WHEN c.release_date BETWEEN '0001-01-01' AND '9999-12-31' THEN c.release_date END, coalesce(c.vote_count, 0), c.original_language
          FROM content c
          WHERE c.type = asked.type AND c.tsv @@ asked.query::tsquery
          ORDER BY least(abs(length(c.title) - asked.length), abs(length(nullif(c.original_title, '')) - asked.length)),
                   c.popularity DESC NULLS LAST, c.source, c.id
          LIMIT $4) found
        ORDER BY asked.n
        """;

    // Values of id attributes are part of content.tsv (bitmagnet contract §5), so its index finds them; content_attributes has none on value.
    private static readonly string ById =
        $"""
        SELECT asked.n, found.*
        FROM unnest($1, $2, $3, $4) WITH ORDINALITY asked (type, source, id, query, n)
        CROSS JOIN LATERAL (
          SELECT {ContentRows.Columns} FROM content c
          JOIN (SELECT asked.type, asked.source, asked.id, 0 AS rank
                UNION ALL
                SELECT s.type, s.source, s.id, 1 FROM content s
                WHERE asked.source <> 'tmdb' AND s.type = asked.type AND s.tsv @@ asked.query::tsquery
                  AND EXISTS (SELECT FROM content_attributes a
                              WHERE a.content_type = s.type AND a.content_source = s.source AND a.content_id = s.id
                                AND a.source = asked.source AND a.value = asked.id)) hit (type, source, id, rank)
            ON {ContentRows.HasKey("hit")}
          ORDER BY hit.rank, c.source = 'tmdb' DESC, c.source, c.id
          LIMIT 1) found
        """;

    internal static readonly string ByRef =
        $"""
        SELECT {ContentRows.Columns} FROM unnest($1, $2, $3) asked (type, source, id)
        JOIN content c ON {ContentRows.HasKey("asked")}
        """;

    private readonly CandidateMemory memory = new(time ?? TimeProvider.System);

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();

    /// <summary>
    /// For each query the content of that type whose title or original title has all of its words, at most <see cref="MaxCandidates"/>.
    /// Words also match when an apostrophe, hyphen, &amp; or / is missing on either side, and articles may be missing; so the answer is
    /// wider than a match, and has to be scored. One statement for what is not in memory.
    /// </summary>
    public async Task<IReadOnlyList<IReadOnlyList<Candidate>>> FindByTitlesAsync(
        IReadOnlyList<(string Title, ContentType Type)> queries, CancellationToken cancellationToken)
    {
        var answers = queries.Distinct().ToDictionary(query => query, memory.Get);
        var asked = answers.Where(answer => answer.Value is null)
            .Select(answer => (query: answer.Key, text: TitleQuery.Build(answer.Key.Title), found: new List<Candidate>()))
            .Where(entry => entry.text is not null)
            .ToArray();
        if (asked.Length > 0)
        {
            await SearchAsync(asked, cancellationToken);
        }

        foreach (var (query, _, found) in asked)
        {
            memory.Set(query, found);
            answers[query] = found;
        }

        return [.. queries.Select(query => answers[query] ?? [])];
    }

    private async Task SearchAsync(
        ((string Title, ContentType Type) Query, string? Text, List<Candidate> Found)[] asked, CancellationToken cancellationToken)
    {
        var search = dataSource.Command(
            ByTitle,
            asked.Select(entry => entry.Query.Type.ToName()).ToArray(),
            asked.Select(entry => entry.Text!).ToArray(),
            asked.Select(entry => entry.Query.Title.Length).ToArray(),
            MaxCandidates);
        await foreach (var row in search.RowsAsync(cancellationToken))
        {
            asked[row.GetInt64(0) - 1].Found.Add(new Candidate
            {
                Ref = new ContentRef(ContentTypeNames.FromName(row.GetString(1))!.Value, row.GetString(2), row.GetString(3)),
                Title = row.GetString(4),
                OriginalTitle = row.TextOf(5),
                Year = row.IsDBNull(6) ? null : row.GetInt32(6),
                Popularity = row.GetDouble(7),
                Date = row.IsDBNull(8) ? null : row.GetFieldValue<DateOnly>(8),
                Votes = row.GetInt64(9),
                Language = row.TextOf(10),
            });
        }
    }

    /// <summary>
    /// For each external id the content that has it, or null: its own key, or for sources other than tmdb an attribute of that source
    /// (bitmagnet contract §3 step 4). One statement.
    /// </summary>
    public async Task<IReadOnlyList<Content?>> FindByIdsAsync(
        IReadOnlyList<(ContentType Type, string Source, string Id)> ids, CancellationToken cancellationToken)
    {
        var results = new Content?[ids.Count];
        if (ids.Count == 0)
        {
            return results;
        }

        var search = dataSource.Command(
            ById,
            ids.Select(id => id.Type.ToName()).ToArray(),
            ids.Select(id => id.Source).ToArray(),
            ids.Select(id => id.Id).ToArray(),
            ids.Select(id => TitleQuery.Words(id.Id)).ToArray());
        await foreach (var row in search.RowsAsync(cancellationToken))
        {
            results[row.GetInt64(0) - 1] = ContentRows.Read(row, 1);
        }

        return results;
    }

    /// <summary>The content that exists of those asked for. One statement.</summary>
    public async Task<IReadOnlyDictionary<ContentRef, Content>> LoadAsync(IReadOnlyList<ContentRef> refs, CancellationToken cancellationToken)
    {
        var loaded = new Dictionary<ContentRef, Content>();
        if (refs.Count == 0)
        {
            return loaded;
        }

        var load = dataSource.Command(
            ByRef,
            refs.Select(item => item.Type.ToName()).ToArray(),
            refs.Select(item => item.Source).ToArray(),
            refs.Select(item => item.Id).ToArray());
        await foreach (var row in load.RowsAsync(cancellationToken))
        {
            var content = ContentRows.Read(row, 0);
            loaded[content.Ref] = content;
        }

        return loaded;
    }
}
