using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>Rows that a run leaves unchanged.</summary>
public sealed class SweepRestraintTests
{
    [Theory]
    [ClassData<EverySchema>]
    public async Task RunAsync_RowsThatMustNotBeTouched_AreAsBefore(int schema)
    {
        await using var database = await CreateAsync(schema);
        await database.AddTorrentAsync(7);
        await database.AddContentsAsync(7, isAttached: false);
        await database.AddAsync(Payload(1), "retry", dueAgo: 59);
        await database.AddAsync(Payload(2), "retry", dueAgo: -10);
        await database.AddAsync(Payload(3), "retry", queue: "somebody_elses");
        await database.AddAsync(Payload(4), "processed");
        await database.AddAsync(Payload(5), "retry", hasDeadline: true);
        await database.AddAsync(Payload(5, 6), "retry", hasDeadline: true, archival: "7 days");
        await database.AddAsync(Payload(6), "pending");
        await database.AddAsync(Payload(7), "failed", error: TmdbError);
        await database.AddAsync(Payload(8), "failed", error: TmdbError); // its torrent is gone
        await database.AddAsync("""{"InfoHashes":[],"Later":true}""", "retry", error: TmdbError);
        await database.AddAsync(Payload(9), "processed", archival: "7 days");
        var before = await database.AllAsync();

        var run = await database.SweepAsync();

        Assert.Equal(before, await database.AllAsync());
        Assert.Equal((0, 0), (run.Decided, run.Changed));
        Assert.Equal("0", await database.ScalarAsync("SELECT count(*) FROM queue_jobs WHERE xmax <> 0")); // none was even locked
    }

    [Theory]
    [ClassData<EverySchema>]
    public async Task RunAsync_RowThatAWorkerHolds_IsPassedOverWithoutWaiting(int schema)
    {
        await using var database = await CreateAsync(schema);
        var held = await database.AddAsync(Payload(1), "retry");
        var free = await database.AddAsync(Payload(2), "retry");
        await using var worker = await database.DataSource.OpenConnectionAsync(Token);
        await using var job = await worker.BeginTransactionAsync(Token);
        await using var pick = new Npgsql.NpgsqlCommand($"SELECT FROM queue_jobs WHERE id = '{held}' FOR UPDATE", worker);
        await pick.ExecuteNonQueryAsync(Token);

        var run = await database.SweepAsync();

        Assert.Equal(("retry", "pending"), (await database.StatusAsync(held), await database.StatusAsync(free)));
        Assert.Equal((1, 0), (run.Changed, run.Conflicts));
    }

    [Theory]
    [ClassData<EverySchema>]
    public async Task RunAsync_DryRun_CountsTheSameAndWritesNothing(int schema)
    {
        await using var database = await CreateAsync(schema);
        await database.AddTorrentAsync(3);
        await database.AddAsync(Payload(1), "retry");
        await database.AddAsync(Payload(2), "retry", error: TmdbError + " api_key=secret");
        await database.AddAsync(Payload(3), "failed");
        await database.AddAsync(Payload(4), "pending", archival: "7 days");
        await database.AddContentsAsync(3, isAttached: true);
        var before = await database.AllAsync();

        var dry = await database.SweepAsync(isDryRun: true);
        var unchanged = await database.AllAsync();
        var wet = await database.SweepAsync();

        Assert.Equal(before, unchanged);
        Assert.Equal(0, dry.Changed);
        Assert.Equal(Counts(dry), Counts(wet));
        Assert.Equal(dry.Decided, wet.Changed);
        Assert.Contains(dry.Groups, group => group is { Cause: SweepCause.Tmdb, Verdict: SweepVerdict.Offload, Rows: 1 });
        Assert.DoesNotContain("secret", string.Concat(dry.Groups.SelectMany(group => group.Samples).Select(sample => sample.Error)), StringComparison.Ordinal);

        static string Counts(SweepRun run) => string.Join(
            '\n', run.Groups.Select(group => $"{group.Queue} {group.Status} {group.Cause} {group.Verdict} {group.Rows}").Order());
    }

    [Fact]
    public async Task RunAsync_TwiceInARow_ChangesNothingTheSecondTime()
    {
        await using var database = await CreateAsync(20);
        await database.AddTorrentAsync(3);
        await database.AddAsync(Payload(1), "retry");
        await database.AddAsync(Payload(2), "retry", error: TmdbError);
        await database.AddAsync(Payload(3), "failed");
        await database.SweepAsync();
        var after = await database.AllAsync();

        var second = await database.SweepAsync();

        Assert.Equal((after, 0L), (await database.AllAsync(), second.Changed));
    }
}
