using Npgsql;
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

    private static NpgsqlCommand With(NpgsqlCommand command, object[] values)
    {
        Array.ForEach(values, value => command.Parameters.Add(Parameter(value)));
        return command;
    }

    private static NpgsqlParameter Parameter(object value) => value as NpgsqlParameter ?? new NpgsqlParameter { Value = value };

    private static NpgsqlParameter Parameter(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
