using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Health;

/// <summary>
/// Counts bitmagnet's tables within a bound of time, whatever their size: by index, and where that takes too long, by a sample.
/// One reader at a time over all instances, by an advisory lock.
/// </summary>
public sealed class DatabaseReader(
    NpgsqlDataSource database, IndexSchemaSource schemas, HealthOptions options, SweepOptions sweep, TimeProvider clock)
{
    /// <summary>Any number that is the same for all instances: "bitmagnet health" has no other meaning.</summary>
    private const long LockKey = 0x6269746d_68656c74;

    /// <summary>Above so many active jobs their ages come from a sample: no index has them in order of time.</summary>
    private const long MostJobsToAge = 50_000;

    /// <summary>How long a table that took too long to count is left to samples.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromHours(1);

    /// <summary>A sample takes some hundredths of a second; a database that needs longer has other trouble.</summary>
    private static readonly TimeSpan SampleTime = TimeSpan.FromMilliseconds(500);

    // By the index on (queue, status) alone where the table is vacuumed.
    private const string CountJobs =
        "SELECT queue, status::text, jobs FROM (SELECT queue, status, count(*) AS jobs FROM queue_jobs {0} GROUP BY queue, status) AS counted";

    // From one to the next by the index on (queue, status): a sample may miss a queue that is small.
    private const string Queues =
        """
        WITH RECURSIVE queues AS (
          SELECT min(queue) AS queue FROM queue_jobs
          UNION ALL
          SELECT (SELECT min(queue) FROM queue_jobs WHERE queue > queues.queue) FROM queues WHERE queue IS NOT NULL)
        SELECT queue FROM queues WHERE queue IS NOT NULL
        """;

    private const string AgeJobs =
        """
        SELECT min(created_at) FILTER (WHERE status = 'pending' AND created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 00:00:00+00'),
               min(created_at) FILTER (WHERE status = 'retry' AND created_at BETWEEN '0001-01-01 00:00:00+00' AND '9999-12-31 00:00:00+00'),
               count(*) FILTER (WHERE status = 'retry' AND run_after BETWEEN '0001-01-01 00:00:00+00' AND $1), count(*)
        FROM queue_jobs {0} WHERE queue = ANY ($2) AND status IN ('pending', 'retry')
        """;

    // By the indexes on content_type and on content_source.
    private const string CountContents =
        """
        SELECT (SELECT count(*) FROM torrent_contents {0} WHERE content_type IN ('movie', 'tv_show', 'xxx')),
               (SELECT count(*) FROM torrent_contents {0} WHERE content_source IS NOT NULL)
        """;

    private const string Statistics =
        "SELECT coalesce(n_tup_ins, 0), coalesce(n_tup_upd, 0) FROM pg_stat_all_tables WHERE relid = 'queue_jobs'::regclass";

    private readonly Dictionary<string, long> slowSince = new(StringComparer.Ordinal);

    /// <summary>The figures; null where another instance is counting at this moment.</summary>
    public async Task<DatabaseFigures?> ReadAsync(CancellationToken cancellationToken)
    {
        var schema = await schemas.GetAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var claim = connection.Command("SELECT pg_try_advisory_xact_lock($1)", LockKey))
        {
            if (await claim.ExecuteScalarAsync(cancellationToken) is not true)
            {
                return null;
            }
        }

        var started = clock.GetTimestamp();
        var queue = await ReadQueueAsync(connection, transaction, cancellationToken);
        var index = await ReadIndexAsync(connection, transaction, cancellationToken);
        return new DatabaseFigures(schema.Version, queue, index, clock.GetElapsedTime(started).TotalSeconds);
    }

    private async Task<QueueFigures> ReadQueueAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var (groups, counted) = await CountAsync(connection, transaction, "queue_jobs", CountJobs, ReadGroups, cancellationToken);
        var active = groups.Where(group => group.Status is "pending" or "retry").Sum(group => group.Jobs);
        var sample = active <= MostJobsToAge ? TableSample.All : await TableSample.OfAsync(connection, "queue_jobs", cancellationToken);
        var queues = await ReadQueuesAsync(connection, cancellationToken);
        await using var command = connection.Command(sample.Apply(AgeJobs), clock.GetUtcNow() - sweep.StaleAfter, (object)queues);
        await using var ages = await command.ExecuteReaderAsync(cancellationToken);
        await ages.ReadAsync(cancellationToken);
        var figures = new QueueFigures
        {
            Groups = groups,
            OldestPending = ages.IsDBNull(0) ? null : ages.GetFieldValue<DateTimeOffset>(0),
            OldestRetry = ages.IsDBNull(1) ? null : ages.GetFieldValue<DateTimeOffset>(1),
            Stale = sample.Scale(ages.GetInt64(2)),
            IsEstimate = counted.Factor > 1,
            AgesAreEstimate = sample.Factor > 1,
            Active = counted.Factor > 1 ? (sample.Factor > 1 ? null : ages.GetInt64(3)) : active,
        };
        await ages.CloseAsync();
        await using var counters = connection.Command(Statistics);
        await using var statistics = await counters.ExecuteReaderAsync(cancellationToken);
        return await statistics.ReadAsync(cancellationToken)
            ? figures with { Inserted = statistics.GetInt64(0), Updated = statistics.GetInt64(1) }
            : figures;
    }

    private static async Task<string[]> ReadQueuesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var queues = new List<string>();
        await using var command = connection.Command(Queues);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            queues.Add(reader.GetString(0));
        }

        return [.. queues];
    }

    private async Task<IndexFigures> ReadIndexAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var (figures, sample) = await CountAsync(connection, transaction, "torrent_contents", CountContents, ReadContents, cancellationToken);
        return figures with { IsEstimate = sample.Factor > 1 };
    }

    /// <summary>Counts all rows within two fifths of the time allowed (there are two tables), else a sample of them.</summary>
    private async Task<(T Counts, TableSample Sample)> CountAsync<T>(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string table,
        string sql,
        Func<NpgsqlDataReader, TableSample, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        if (!slowSince.TryGetValue(table, out var since) || clock.GetElapsedTime(since) > Slow)
        {
            await transaction.SaveAsync("counting", cancellationToken);
            try
            {
                await SetTimeoutAsync(connection, options.DatabaseTime * 0.4, cancellationToken);
                return (await ReadAsync(TableSample.All), TableSample.All);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled)
            {
                await transaction.RollbackAsync("counting", cancellationToken);
                slowSince[table] = clock.GetTimestamp();
            }
        }

        await SetTimeoutAsync(connection, SampleTime, cancellationToken);
        var sample = await TableSample.OfAsync(connection, table, cancellationToken);
        return (await ReadAsync(sample), sample);

        async Task<T> ReadAsync(TableSample part)
        {
            await using var command = connection.Command(part.Apply(sql));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await read(reader, part, cancellationToken);
        }
    }

    private static async Task<List<QueueGroup>> ReadGroups(NpgsqlDataReader reader, TableSample sample, CancellationToken cancellationToken)
    {
        var groups = new List<QueueGroup>();
        while (await reader.ReadAsync(cancellationToken))
        {
            groups.Add(new QueueGroup(reader.GetString(0), reader.GetString(1), sample.Scale(reader.GetInt64(2))));
        }

        return groups;
    }

    private static async Task<IndexFigures> ReadContents(NpgsqlDataReader reader, TableSample sample, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        return new IndexFigures(sample.Scale(reader.GetInt64(0)), sample.Scale(reader.GetInt64(1)), false);
    }

    private static async Task SetTimeoutAsync(NpgsqlConnection connection, TimeSpan time, CancellationToken cancellationToken)
    {
        await using var command = connection.Command("SELECT set_config('statement_timeout', $1, true)", $"{Math.Max(1, (long)time.TotalMilliseconds)}ms");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
