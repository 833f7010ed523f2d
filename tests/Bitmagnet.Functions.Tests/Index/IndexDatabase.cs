namespace Bitmagnet.Functions.Tests.Index;

/// <summary>A new database with one of bitmagnet's schemas, and helpers to write and read rows.</summary>
public sealed class IndexDatabase : IAsyncDisposable
{
    private IndexDatabase(string connectionString) => (ConnectionString, Source) = (connectionString, NpgsqlDataSource.Create(connectionString));

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public static async Task<IndexDatabase> CreateAsync(int schema = 20) =>
        new(new NpgsqlConnectionStringBuilder(
            await Servers.Postgres.CreateDatabaseAsync(schema, Token))
        { Timezone = "UTC" }.ConnectionString);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>Rows as text: columns joined by " | ", NULL as ∅.</summary>
    public async Task<string[]> RowsAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        command.AllResultTypesAreUnknown = true;
        await using var reader = await command.ExecuteReaderAsync(Token);
        var rows = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "∅" : reader.GetString(column))));
        }

        return [.. rows];
    }

    public async Task<string> ValueAsync(string sql) => Assert.Single(await RowsAsync(sql));

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
