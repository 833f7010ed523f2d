using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Health;

/// <summary>How to read some of a table's blocks instead of all.</summary>
/// <param name="Clause">Behind the table's name; empty where the table is small.</param>
/// <param name="Factor">What a count in the sample stands for.</param>
internal readonly record struct TableSample(string Clause, double Factor)
{
    /// <summary>16 MB: some ten thousand rows, whatever the table's size.</summary>
    private const long Blocks = 2048;

    /// <summary>The whole table.</summary>
    public static TableSample All { get; } = new("", 1);

    /// <summary>About <see cref="Blocks"/> of the table's blocks.</summary>
    public static async Task<TableSample> OfAsync(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(TableBlocks.Count, table);
        var blocks = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (blocks <= Blocks)
        {
            return All;
        }

        var percent = 100.0 * Blocks / blocks;
        return new TableSample(string.Create(CultureInfo.InvariantCulture, $"TABLESAMPLE SYSTEM ({percent:0.######})"), 100 / percent);
    }

    /// <summary>The statement that reads the sample, with <see cref="Clause"/> in place of each <c>{0}</c>.</summary>
    public string Apply(string sql) => sql.Replace("{0}", Clause, StringComparison.Ordinal);

    /// <summary>Scales a count.</summary>
    public long Scale(long count) => (long)Math.Round(count * Factor);
}
