using System.Runtime.CompilerServices;
using NpgsqlTypes;

namespace Bitmagnet.Functions.Index;

/// <summary>
/// How statements get their parameters: by position, as plain values and arrays whose type Npgsql infers. What it cannot infer is made by a
/// method here, or is a parameter of the caller's own.
/// </summary>
internal static class SqlCommands
{
    /// <summary>A statement on a connection, without parameters.</summary>
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql) => new(sql, connection);

    /// <summary>A statement on a connection. The first value stands apart, since an array alone would pass for several values.</summary>
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, object first, params object[] others) =>
        With(new NpgsqlCommand(sql, connection), [first, .. others]);

    /// <summary>A statement on a connection of its own.</summary>
    public static NpgsqlCommand Command(this NpgsqlDataSource dataSource, string sql, object first, params object[] others) =>
        With(dataSource.CreateCommand(sql), [first, .. others]);

    /// <summary>A time that may be absent.</summary>
    public static NpgsqlParameter Time(DateTimeOffset? at) => Parameter(at?.ToUniversalTime(), NpgsqlDbType.TimestampTz);

    /// <summary>A text that may be absent.</summary>
    public static NpgsqlParameter Text(string? text) => Parameter(text, NpgsqlDbType.Text);

    /// <summary>A list of texts that may be absent.</summary>
    public static NpgsqlParameter Texts(string[]? texts) => Parameter(texts, NpgsqlDbType.Array | NpgsqlDbType.Text);

    /// <summary>JSON texts; one may be null.</summary>
    public static NpgsqlParameter Json(string?[] texts) => Parameter(texts, NpgsqlDbType.Array | NpgsqlDbType.Jsonb);

    /// <summary>Info hashes, as bitmagnet's bytea columns hold them.</summary>
    public static byte[][] Bytes(this IEnumerable<InfoHash> infoHashes) => [.. infoHashes.Select(infoHash => infoHash.ToBytes())];

    /// <summary>Runs a statement that answers nothing; the command ends with it.</summary>
    public static async Task RunAsync(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>The rows of an answer, one after the other; the command ends with them.</summary>
    public static async IAsyncEnumerable<NpgsqlDataReader> RowsAsync(
        this NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                yield return reader;
            }
        }
    }

    /// <summary>A text that may be NULL.</summary>
    public static string? TextOf(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>An info hash of bitmagnet's bytea columns.</summary>
    public static InfoHash HashOf(this NpgsqlDataReader row, int column) => InfoHash.FromBytes(row.GetFieldValue<byte[]>(column));

    /// <summary>
    /// The content of a row of torrent_contents, of three columns from a type on; null without any, and where TMDB does not cover its type.
    /// </summary>
    public static ContentRef? ContentOf(this NpgsqlDataReader row, int type) =>
        row.IsDBNull(type + 1) || ContentTypeNames.FromName(row.TextOf(type)) is not { } known
            ? null
            : new ContentRef(known, row.GetString(type + 1), row.GetString(type + 2));

    private static NpgsqlCommand With(NpgsqlCommand command, object[] values)
    {
        Array.ForEach(values, value => command.Parameters.Add(Parameter(value)));
        return command;
    }

    private static NpgsqlParameter Parameter(object value) => value as NpgsqlParameter ?? new NpgsqlParameter { Value = value };

    private static NpgsqlParameter Parameter(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
