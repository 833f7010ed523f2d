using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>A torrent that shows twice never loses both rows, whoever writes beside the repair.</summary>
public sealed class ShownTwiceRepairTests
{
    private static readonly string Unmatched = $"{Hash(1)}:movie:?:?";
    private static readonly string Attached = $"{Hash(1)}:movie:tmdb:1";

    // bitmagnet's write when it classifies the torrent again and finds no content (bitmagnet contract §6).
    private static readonly string Rematch =
        $"DELETE FROM torrent_contents WHERE id = '{Attached}'; UPDATE torrent_contents SET updated_at = now() WHERE id = '{Unmatched}'";

    [Fact]
    public async Task RunAsync_AttachedRowGoesBetweenTheLookAndTheLock_KeepsTheUnmatchedRow()
    {
        await using var database = await ShownTwiceAsync();
        await using var paused = await PausedAtTheLookAsync(database);
        await using var gate = await database.DataSource.OpenConnectionAsync(Token);
        await using var hold = new NpgsqlCommand("SELECT pg_advisory_lock(1)", gate);
        await hold.ExecuteNonQueryAsync(Token);

        var repair = new ShownTwiceRepair(paused).RunAsync(0, isDryRun: false, Token);
        while (!repair.IsCompleted && await database.ScalarAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'") == "0")
        {
        }

        Assert.False(repair.IsCompleted);
        await database.ExecuteAsync(Rematch);
        await using var open = new NpgsqlCommand("SELECT pg_advisory_unlock(1)", gate);
        await open.ExecuteNonQueryAsync(Token);

        Assert.Equal((2L, 0L), await repair);
        Assert.Equal(Unmatched, await RowsAsync(database));
    }

    [Fact]
    public async Task RunAsync_SomebodyIsDeletingTheAttachedRow_KeepsTheUnmatchedRow()
    {
        await using var database = await ShownTwiceAsync();
        await using var other = await database.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await other.BeginTransactionAsync(Token);
        await using var delete = new NpgsqlCommand("DELETE FROM content", other);
        await delete.ExecuteNonQueryAsync(Token);

        var repaired = await new ShownTwiceRepair(database.DataSource).RunAsync(0, isDryRun: false, Token);
        await transaction.CommitAsync(Token);

        Assert.Equal((2L, 0L), repaired);
        Assert.Equal(Unmatched, await RowsAsync(database));
    }

    [Fact]
    public async Task RunAsync_SomebodyHoldsTheUnmatchedRow_PassesItOverAndTakesItTheNextTime()
    {
        await using var database = await ShownTwiceAsync();
        await using var other = await database.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await other.BeginTransactionAsync(Token);
        await using var hold = new NpgsqlCommand($"SELECT FROM torrent_contents WHERE id = '{Unmatched}' FOR UPDATE", other);
        await hold.ExecuteNonQueryAsync(Token);

        var repair = new ShownTwiceRepair(database.DataSource);
        var held = await repair.RunAsync(0, isDryRun: false, Token);
        await transaction.RollbackAsync(Token);
        var free = await repair.RunAsync(0, isDryRun: false, Token);

        Assert.Equal(((2L, 0L), (2L, 1L)), (held, free));
        Assert.Equal(Attached, await RowsAsync(database));
    }

    [Fact]
    public async Task RunAsync_DryRun_FindsTheRowAndLeavesIt()
    {
        await using var database = await ShownTwiceAsync();

        var found = await new ShownTwiceRepair(database.DataSource).RunAsync(0, isDryRun: true, Token);

        Assert.Equal((2L, 1L), found);
        Assert.Equal($"{Unmatched},{Attached}", await RowsAsync(database));
    }

    private static async Task<SweepDatabase> ShownTwiceAsync()
    {
        var database = await CreateAsync(20);
        await database.AddTorrentAsync(1);
        await database.AddContentsAsync(1, isAttached: false);
        await database.AddContentsAsync(1, isAttached: true);
        return database;
    }

    /// <summary>
    /// Connections that compare info hashes, as the search for an attached row does, only while nobody holds advisory lock 1.
    /// </summary>
    private static async Task<NpgsqlDataSource> PausedAtTheLookAsync(SweepDatabase database)
    {
        await database.ExecuteAsync(
            """
            CREATE SCHEMA paused;
            CREATE FUNCTION paused.equal(bytea, bytea) RETURNS boolean LANGUAGE plpgsql AS $$
            BEGIN
              PERFORM pg_advisory_xact_lock_shared(1);
              RETURN byteaeq($1, $2);
            END $$;
            CREATE OPERATOR paused.= (LEFTARG = bytea, RIGHTARG = bytea, FUNCTION = paused.equal)
            """);
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { SearchPath = "paused, pg_catalog, public" });
    }

    private static Task<string?> RowsAsync(SweepDatabase database) =>
        database.ScalarAsync("SELECT string_agg(id, ',' ORDER BY id COLLATE \"C\") FROM torrent_contents");
}
