using Npgsql;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>
/// Batches run side by side while nobody else works in the database, and take turns as soon as somebody does: bitmagnet's worker needs a
/// processor of its own, since each of its picks sorts all due jobs. A role sees the work of its own connections only, unless it is a
/// member of <c>pg_read_all_stats</c>.
/// </summary>
internal sealed class SweepTurns(NpgsqlDataSource dataSource) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Waits for a turn where others are at work.</summary>
    /// <returns>Ends the turn.</returns>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        if (!await AreOthersAtWorkAsync(cancellationToken))
        {
            return new Turn(null);
        }

        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    // This application's connections all carry its name, another's differ.
    private async Task<bool> AreOthersAtWorkAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            SELECT EXISTS (SELECT FROM pg_stat_activity
            WHERE datname = current_database() AND backend_type = 'client backend' AND state = 'active'
              AND application_name <> current_setting('application_name'))
            """);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private sealed class Turn(SemaphoreSlim? held) : IDisposable
    {
        public void Dispose() => held?.Release();
    }
}
