using System.Globalization;
using Npgsql;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// A walk over a table in the order its rows lie, some blocks at a time (a TID range scan, PostgreSQL 14 on): no index, no random reads,
/// and a row that the walk itself changes lands behind its end. A row that somebody else moves meanwhile is met by the next walk.
/// </summary>
internal static class TableBlocks
{
    /// <summary>Blocks in one range: 2 MB, some thousand rows.</summary>
    public const long Window = 256;

    /// <summary>The table's size in blocks.</summary>
    public static async Task<long> CountAsync(NpgsqlDataSource dataSource, string table, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "SELECT pg_relation_size($1::text::regclass) / current_setting('block_size')::bigint");
        command.Parameters.Add(new() { Value = table });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The block of a row's place (ctid), <c>(block,row)</c>.</summary>
    public static long BlockOf(string place) =>
        long.Parse(place.AsSpan(1, place.IndexOf(',', StringComparison.Ordinal) - 1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The place before the first row of a block.</summary>
    public static string Place(long block) => string.Create(CultureInfo.InvariantCulture, $"({block},0)");
}
