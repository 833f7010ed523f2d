using Bitmagnet.Functions.Index;
using NpgsqlTypes;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// Walks a table in physical order, some blocks at a time (a TID range scan, from PostgreSQL 14): no index, no random reads, and a row that
/// the walk changes moves past its end. The next walk meets a row that another program moves meanwhile.
/// </summary>
internal static class TableBlocks
{
    /// <summary>Blocks in one range: 2 MB, some thousand rows.</summary>
    public const long Window = 256;

    /// <summary>The statement that counts a table's blocks, by its name.</summary>
    public const string Count = "SELECT pg_relation_size($1::text::regclass) / current_setting('block_size')::bigint";

    /// <summary>The table's size in blocks.</summary>
    public static async Task<long> CountAsync(NpgsqlDataSource dataSource, string table, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Command(Count, table);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The place before the first row of a block.</summary>
    public static NpgsqlTid Place(long block) => new(checked((uint)block), 0);

    /// <summary>A row's place (ctid) as PostgreSQL writes it, <c>(block,row)</c>.</summary>
    public static NpgsqlTid Parse(string place)
    {
        var comma = place.IndexOf(',', StringComparison.Ordinal);
        return new NpgsqlTid(
            uint.Parse(place.AsSpan(1..comma), NumberStyles.None, CultureInfo.InvariantCulture),
            ushort.Parse(place.AsSpan((comma + 1)..^1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>A place as a statement's parameter.</summary>
    public static NpgsqlParameter Parameter(NpgsqlTid place) => new() { Value = place, NpgsqlDbType = NpgsqlDbType.Tid };

    /// <summary>Places as a statement's parameter of type tid[], written as PostgreSQL reads it: Npgsql writes no arrays of them.</summary>
    public static NpgsqlParameter Parameter(NpgsqlTid[] places) =>
        new() { Value = $"{{\"{string.Join("\",\"", places)}\"}}", NpgsqlDbType = NpgsqlDbType.Unknown };
}
