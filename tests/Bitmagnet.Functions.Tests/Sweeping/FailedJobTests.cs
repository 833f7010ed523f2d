using Microsoft.Extensions.Logging.Abstractions;
using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>Failed jobs whose torrents no search finds are offloaded, whatever earlier walks saw.</summary>
public sealed class FailedJobTests
{
    [Fact]
    public async Task RunAsync_FailedJobThatRanBeforeTheLastWalkAppearsAfterIt_IsOffloadedAsTheDryRunSays()
    {
        await using var database = await CreateAsync(20);
        var walk = await database.SweepAsync();
        var failed = await AddFailedAsync(database, ranAgo: "2 hours");

        var dry = await database.SweepAsync(isDryRun: true);
        var wet = await database.SweepAsync();

        Assert.Equal((true, 1L, 1L), (walk.IsComplete, dry.Decided, wet.Changed));
        Assert.Equal("pending", await database.StatusAsync(failed));
    }

    [Fact]
    public async Task RunAsync_FailedJobIsHeldByATransactionThatRollsBack_IsOffloadedByTheNextWalk()
    {
        await using var database = await CreateAsync(20);
        var failed = await AddFailedAsync(database, ranAgo: "5 hours");
        await using (var other = await database.DataSource.OpenConnectionAsync(Token))
        {
            await using var transaction = await other.BeginTransactionAsync(Token);
            await using var hold = new NpgsqlCommand($"SELECT FROM queue_jobs WHERE id = '{failed}' FOR UPDATE", other);
            await hold.ExecuteNonQueryAsync(Token);
            await database.SweepAsync();
            Assert.Equal("failed", await database.StatusAsync(failed));
        }

        await database.SweepAsync();

        Assert.Equal("pending", await database.StatusAsync(failed));
    }

    [Fact]
    public async Task RunAsync_WindowOfFailedJobsGrows_OffloadsThoseThatWereOutsideIt()
    {
        await using var database = await CreateAsync(20);
        var failed = await AddFailedAsync(database, ranAgo: "5 hours");
        await database.SweepAsync(new SweepOptions { FailedWithin = TimeSpan.FromHours(2) });
        var before = await database.StatusAsync(failed);

        await database.SweepAsync(new SweepOptions { FailedWithin = TimeSpan.FromHours(6) });

        Assert.Equal(("failed", "pending"), (before, await database.StatusAsync(failed)));
    }

    [Fact]
    public async Task RunAsync_RecordsAreOfAnotherDatabase_OffloadsItsFailedJobsAllTheSame()
    {
        await using var first = await CreateAsync(20);
        await using var restored = await CreateAsync(20);
        var failed = await AddFailedAsync(restored, ranAgo: "100 hours");
        await first.SweepAsync();

        await new Sweeper(restored.DataSource, first.Runs, new SweepOptions(), TimeProvider.System, NullLogger<Sweeper>.Instance)
            .RunAsync(isDryRun: false, Token);

        Assert.Equal("pending", await restored.StatusAsync(failed));
    }

    private static async Task<string> AddFailedAsync(SweepDatabase database, string ranAgo)
    {
        await database.AddTorrentAsync(1);
        return await database.AddAsync(Payload(1), "failed", error: TmdbError, ranAgo: ranAgo);
    }
}
