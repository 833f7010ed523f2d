using Npgsql;
using NpgsqlTypes;

namespace Bitmagnet.Functions.Benchmarks.Compare;

/// <summary>Writes the model's results, a job at a time: contents and the torrents' rows, in one transaction (bitmagnet contract §6).</summary>
internal sealed class ModelIndex(NpgsqlDataSource database)
{
    private const string RowsTable = "bitmagnet_rows";

    /// <summary>Removes the sample's rows, since a torrent has none before bitmagnet has classified it, and returns the torrents.</summary>
    public async Task<IReadOnlyList<(byte[] InfoHash, string Name)>> PutRowsAsideAsync()
    {
        await using (var command = database.CreateCommand(
            $"CREATE TABLE {RowsTable} AS SELECT * FROM torrent_contents; CREATE INDEX ON {RowsTable} (info_hash); DELETE FROM torrent_contents"))
        {
            await command.ExecuteNonQueryAsync();
        }

        await using var read = database.CreateCommand("SELECT info_hash, name FROM torrents ORDER BY created_at DESC, info_hash");
        await using var reader = await read.ExecuteReaderAsync();
        var torrents = new List<(byte[], string)>();
        while (await reader.ReadAsync())
        {
            torrents.Add((reader.GetFieldValue<byte[]>(0), reader.GetString(1)));
        }

        return torrents;
    }

    /// <summary>Writes the classified torrents, with or without a title.</summary>
    public async Task SaveAsync(IReadOnlyList<(byte[] InfoHash, ModelTitle? Title)> classified)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        ModelTitle[] titles = [.. classified.Select(item => item.Title).OfType<ModelTitle>().DistinctBy(title => (title.Kind, title.Id))];
        await using var contents = new NpgsqlCommand(
            """
            INSERT INTO content (type, source, id, title, original_title, release_date, release_year, adult, popularity, vote_average, vote_count, tsv, created_at, updated_at)
            SELECT t.type, 'tmdb', t.id, t.title, t.original, t.day, extract(year FROM t.day)::int, false, 0, 0, 0, to_tsvector('simple', t.title), now(), now()
            FROM unnest($1, $2, $3, $4, $5) AS t (type, id, title, original, day)
            ON CONFLICT (type, source, id) DO UPDATE SET title = excluded.title, original_title = excluded.original_title, tsv = excluded.tsv, updated_at = now()
            """,
            connection);
        contents.Parameters.AddWithValue(Array.ConvertAll(titles, title => title.ContentType));
        contents.Parameters.AddWithValue(Array.ConvertAll(titles, title => title.Id));
        contents.Parameters.AddWithValue(Array.ConvertAll(titles, title => title.Title));
        contents.Parameters.AddWithValue(Array.ConvertAll(titles, title => title.OriginalTitle));
        contents.Parameters.Add(new NpgsqlParameter { Value = Array.ConvertAll(titles, title => title.Date), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
        await contents.ExecuteNonQueryAsync();

        await using var rows = new NpgsqlCommand(
            $"""
            INSERT INTO torrent_contents (info_hash, content_type, content_source, content_id, languages, episodes, video_resolution, video_source, video_codec,
                video_3d, video_modifier, release_group, tsv, seeders, leechers, published_at, size, files_count, created_at, updated_at)
            SELECT r.info_hash, coalesce(m.type, r.content_type), CASE WHEN m.id IS NULL THEN NULL ELSE 'tmdb' END, m.id, r.languages, r.episodes, r.video_resolution,
                r.video_source, r.video_codec, r.video_3d, r.video_modifier, r.release_group, coalesce(c.tsv || r.tsv, r.tsv), r.seeders, r.leechers, r.published_at,
                r.size, r.files_count, now(), now()
            FROM {RowsTable} r JOIN unnest($1, $2, $3) AS m (info_hash, type, id) ON m.info_hash = r.info_hash
            LEFT JOIN content c ON c.type = m.type AND c.source = 'tmdb' AND c.id = m.id
            ON CONFLICT DO NOTHING
            """,
            connection);
        rows.Parameters.AddWithValue(classified.Select(item => item.InfoHash).ToArray());
        rows.Parameters.AddWithValue(classified.Select(item => item.Title?.ContentType).ToArray());
        rows.Parameters.AddWithValue(classified.Select(item => item.Title?.Id).ToArray());
        await rows.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }
}
