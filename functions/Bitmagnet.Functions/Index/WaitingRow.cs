using Bitmagnet.Functions.Index.TextSearch;

namespace Bitmagnet.Functions.Index;

/// <summary>
/// A torrent_contents row as it was locked: it is attached if it has content (null also where TMDB does not cover its type), typed if its
/// content_type is not NULL; languages are the column's JSON.
/// </summary>
internal sealed record WaitingRow(
    string Id, InfoHash InfoHash, bool IsAttached, bool IsTyped, ContentRef? Content, string? Languages, bool HasVector)
{
    /// <summary>Locks and reads all rows of torrents.</summary>
    public static async Task<List<WaitingRow>> LockAsync(
        NpgsqlConnection connection, IEnumerable<InfoHash> infoHashes, CancellationToken cancellationToken)
    {
        var rows = new List<WaitingRow>();
        await foreach (var row in connection.Command(TorrentContentsSql.LockRows, infoHashes.Bytes()).RowsAsync(cancellationToken))
        {
            rows.Add(new WaitingRow(
                row.GetString(0), row.HashOf(1), !row.IsDBNull(3), !row.IsDBNull(2), row.ContentOf(2), row.TextOf(5), row.GetBoolean(6)));
        }

        return rows;
    }

    /// <summary>The vectors of rows, by id, without the words of any content.</summary>
    public static async Task<Dictionary<string, string>> VectorsAsync(
        NpgsqlConnection connection, string[] ids, CancellationToken cancellationToken)
    {
        var vectors = new Dictionary<string, string>();
        if (ids.Length == 0)
        {
            return vectors;
        }

        await foreach (var row in connection.Command(TorrentContentsSql.VectorParts, SqlCommands.Texts(ids)).RowsAsync(cancellationToken))
        {
            vectors[row.GetString(0)] = SearchVector.Of(
                row.TextOf(1), row.TextOf(2), row.TextOf(3), row.TextOf(4), row.TextOf(5), row.TextOf(6), row.HashOf(7), row.GetString(8),
                row.GetFieldValue<string[]>(9)).ToString();
        }

        return vectors;
    }
}
