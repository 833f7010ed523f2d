namespace Bitmagnet.Functions.Index;

/// <summary>
/// The database's schema, read once and kept until an error shows that the database may have changed: bitmagnet migrates
/// at its start-up, and a restarted server may hold another database (bitmagnet contract §8).
/// </summary>
public sealed class IndexSchemaSource(NpgsqlDataSource dataSource)
{
    private volatile IndexSchema? known;

    /// <summary>The schema, from memory where known.</summary>
    /// <exception cref="SchemaNotSupportedException">It is not one of those supported.</exception>
    public async ValueTask<IndexSchema> GetAsync(CancellationToken cancellationToken) =>
        known ??= await IndexSchema.ReadAsync(dataSource, cancellationToken);

    /// <summary>Reads the schema afresh: bitmagnet may have been replaced by another release.</summary>
    /// <exception cref="SchemaNotSupportedException">It is not one of those supported.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var before = known;
        known = null;
        var now = await IndexSchema.ReadAsync(dataSource, cancellationToken);
        known = now == before ? before : now;
    }

    /// <summary>Runs <paramref name="work"/> with the schema; again, with the schema read afresh, where it no longer fits.</summary>
    public async Task<T> RunAsync<T>(Func<IndexSchema, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work(await GetAsync(cancellationToken));
        }
        catch (Exception error) when (error is SchemaChangedException || error is PostgresException refused && IsSchemaChange(refused))
        {
            known = null;
            return await work(await GetAsync(cancellationToken));
        }
        catch (NpgsqlException error) when (error is not PostgresException || IsServerGone(error))
        {
            known = null;
            throw;
        }
    }

    private static bool IsSchemaChange(PostgresException error) => error.SqlState
        is PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.NotNullViolation;

    private static bool IsServerGone(NpgsqlException error) => error.SqlState is { } state
        && (state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal));
}
