using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Functions.Tests.Fixtures;
using Npgsql;

namespace Bitmagnet.Functions.Tests.Sweeping;

public sealed class SweepTurnsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TakeAsync_NobodyElseAtWork_LetsBatchesRunSideBySide()
    {
        var connectionString = await Servers.Postgres.CreateDatabaseAsync(20, Cancellation);
        await using var dataSource = NpgsqlDataSource.Create($"{connectionString};Application Name=sweep");
        using var turns = new SweepTurns(dataSource);
        await using var own = await AtWork.StartAsync(connectionString, "sweep");

        using var first = await turns.TakeAsync(Cancellation);
        using var second = await turns.TakeAsync(Cancellation);
    }

    [Fact]
    public async Task TakeAsync_AnotherAtWork_LetsOneBatchRunAfterTheOther()
    {
        var connectionString = await Servers.Postgres.CreateDatabaseAsync(20, Cancellation);
        await using var dataSource = NpgsqlDataSource.Create($"{connectionString};Application Name=sweep");
        using var turns = new SweepTurns(dataSource);
        await using var other = await AtWork.StartAsync(connectionString, "");
        var atOnce = 0;

        await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation }, async (_, stop) =>
        {
            using var turn = await turns.TakeAsync(stop);
            Assert.Equal(1, Interlocked.Increment(ref atOnce));
            await using var batch = dataSource.CreateCommand("SELECT 1");
            await batch.ExecuteNonQueryAsync(stop);
            Interlocked.Decrement(ref atOnce);
        });
    }

    /// <summary>A connection that PostgreSQL shows as active until the end.</summary>
    private sealed class AtWork(NpgsqlConnection connection, Task work, CancellationTokenSource stop) : IAsyncDisposable
    {
        public static async Task<AtWork> StartAsync(string connectionString, string name)
        {
            var connection = new NpgsqlConnection($"{connectionString};Application Name={name};Pooling=false");
            await connection.OpenAsync(Cancellation);
            var stop = new CancellationTokenSource();
            var command = new NpgsqlCommand("SELECT pg_sleep(600)", connection);
            var work = command.ExecuteNonQueryAsync(stop.Token);
            await using var watcher = NpgsqlDataSource.Create(connectionString);
            await Eventually.TrueAsync(
                () =>
                {
                    using var seen = watcher.CreateCommand($"SELECT state = 'active' FROM pg_stat_activity WHERE pid = {connection.ProcessID}");
                    return seen.ExecuteScalar() is true;
                },
                "the other connection is at work");
            return new AtWork(connection, work, stop);
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
            stop.Dispose();
            await connection.DisposeAsync();
        }
    }
}
