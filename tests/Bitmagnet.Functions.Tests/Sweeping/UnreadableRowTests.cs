using static Bitmagnet.Functions.Tests.Sweeping.SweepDatabase;

namespace Bitmagnet.Functions.Tests.Sweeping;

/// <summary>
/// One row never stops the sweep, whatever bitmagnet's schema permits in it: it is set aside and reported, and all others are swept.
/// </summary>
public sealed class UnreadableRowTests
{
    /// <summary>A column, and a value for it.</summary>
    public static TheoryData<string, string> Values => new()
    {
        { "run_after", "'0044-03-15 BC'" },
        { "run_after", "'20240-01-01'" },
        { "run_after", "'-infinity'" },
        { "run_after", "'infinity'" },
        { "run_after", "'4714-11-24 00:00:00+00 BC'" },
        { "ran_at", "'0044-03-15 BC'" },
        { "ran_at", "'20240-01-01'" },
        { "ran_at", "'infinity'" },
        { "ran_at", "'-infinity'" },
        { "archival_duration", "'300 years'" },
        { "archival_duration", "'-178000000 years'" },
        { "archival_duration", "'infinity'" },
        { "payload", """'{"ClassifierFlags":{"limit":1e400},"InfoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]}'""" },
        { "payload", """'{"ClassifierFlags":{"a":[-1e131071]},"InfoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]}'""" },
        { "payload", """'{"ClassifyMode":1.5,"InfoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]}'""" },
        { "payload", """'{"ClassifyMode":9223372036854775808,"InfoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]}'""" },
        { "payload", "'null'" },
        { "payload", "'[]'" },
        { "payload", "'1e400'" },
        { "payload", "'\"\\ud83d\\ude00\"'" },
        { "payload", """'{"InfoHashes":[null]}'""" },
        { "payload", """'{"InfoHashes":["zz"]}'""" },
        { "payload", "(repeat('[', 200) || repeat(']', 200))::jsonb" },
        { "payload", "jsonb_build_object('InfoHashes', jsonb_build_array(repeat('x', 2000000)))" },
    };

    [Theory]
    [ClassData<EverySchema>]
    public async Task RunAsync_AnyValueThatCannotBeRead_IsSetAsideWithItsIdAndAllOthersAreSwept(int schema)
    {
        await using var database = await CreateAsync(schema);
        var odd = new Dictionary<string, string>();
        var good = new List<string>();
        foreach (var row in Values)
        {
            var (column, value) = row.Data;
            good.Add(await database.AddAsync(Payload(1000 + good.Count), "retry", error: good.Count % 2 == 0 ? TmdbError : OtherError));
            var id = await database.AddAsync(Payload(odd.Count + 1), "retry", error: TmdbError);
            await database.ExecuteAsync($"UPDATE queue_jobs SET {column} = {value} WHERE id = '{id}'");
            odd.Add(id, column);
        }

        var before = await RowsAsync(odd.Keys);

        var dry = await database.SweepAsync(isDryRun: true);
        var run = await database.SweepAsync();

        Assert.Equal((null, true), (run.Failure, run.IsComplete));
        Assert.Equal((good.Count, good.Count, 0L), (dry.Decided, run.Changed, run.Conflicts));
        Assert.Equal(before, await RowsAsync(odd.Keys));
        Assert.All(good, id => Assert.Equal("pending", database.StatusAsync(id).Result));

        var group = Assert.Single(run.Groups, group => group.Verdict == SweepVerdict.Unreadable);
        Assert.Equal((odd.Count, odd.Count, odd.Count), (run.Unreadable, run.UnreadableKnown, group.Rows));
        Assert.Equal(20, group.Samples.Count);
        Assert.All(group.Samples, sample => Assert.Equal(odd[sample.Id], sample.Unreadable));
        Assert.Contains($"{odd.Count} rows of queue_jobs hold a value that cannot be read", run.Finding, StringComparison.Ordinal);
        Assert.Equal(odd.Count, (await database.SweepAsync()).UnreadableKnown);

        Task<string> RowsAsync(IEnumerable<string> ids) => Task.FromResult(string.Join('\n', ids.Select(id =>
            database.ScalarAsync($"SELECT md5(j::text) FROM queue_jobs j WHERE id = '{id}'").Result)));
    }

    [Theory]
    [ClassData<EverySchema>]
    public async Task RunAsync_OddButReadableValues_AreSweptAsUsual(int schema)
    {
        await using var database = await CreateAsync(schema);
        string[] changes =
        [
            "run_after = '0001-01-01 00:00:00+00'", "ran_at = '9998-12-31'", "ran_at = NULL", "created_at = '-infinity'", "created_at = 'infinity'",
            "retries = -2147483648, max_retries = -1", "max_retries = 2147483647", "error = repeat('x', 3000000)", "error = E'\\u202e\\ufeff\\uffff\\U0010ffff'",
            "error = ''", "archival_duration = '-3 days'", "archival_duration = '1 mon -2 days 00:00:00.5'", "archival_duration = '00:00:00'",
            "archival_duration = '2562048:00:00'", "id = repeat('i', 100000)", "id = ''", "fingerprint = ''",
            .. database.HasPriority ? (string[])["priority = -2147483648"] : [],
        ];
        foreach (var (change, n) in changes.Select((change, n) => (change, n)))
        {
            var id = await database.AddAsync(Payload(n + 1), "retry", error: n % 2 == 0 ? TmdbError : OtherError);
            await database.ExecuteAsync($"UPDATE queue_jobs SET {change} WHERE id = '{id}'");
        }

        var run = await database.SweepAsync();

        Assert.Equal((changes.Length, 0L, 0L), (run.Changed, run.Unreadable, run.Conflicts));
        Assert.Equal($"pending {changes.Length}", await database.StatusesAsync());
        Assert.Equal("0", await database.ScalarAsync("SELECT count(*) FROM queue_jobs WHERE archival_duration::text !~ '^-?[0-9]+:[0-9][0-9]:[0-9][0-9]'"));
    }

    [Fact]
    public async Task RunAsync_MoreTextThanOneBatchHolds_IsSweptInSeveral()
    {
        await using var database = await CreateAsync(20);
        await database.ExecuteAsync(
            """
            INSERT INTO queue_jobs (fingerprint, queue, status, payload, max_retries, run_after, error, archival_duration, created_at)
            SELECT n::text, 'process_torrent', 'retry', '{}', 2, now() - interval '2 hours', repeat('x', 1000000), '168:00:00', now() FROM generate_series(1, 700) AS n
            """);

        var run = await database.SweepAsync();

        Assert.Equal((700L, 700L, true), (run.Seen, run.Changed, run.IsComplete));
    }

    [Fact]
    public async Task RunAsync_TmdbErrorOfAJobThatRanInTheFuture_IsNoEvidenceThatBitmagnetCallsTmdb()
    {
        await using var database = await CreateAsync(20);
        await database.AddAsync(Payload(1), "retry", error: TmdbError, ranAgo: "-30 days");

        var run = await database.SweepAsync();

        Assert.Equal((1L, null, null), (run.Changed, run.LastTmdbError, run.Finding));
    }
}
