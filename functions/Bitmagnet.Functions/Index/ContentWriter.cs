using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Index;

/// <summary>
/// Attaches content to torrents, as bitmagnet itself would have (bitmagnet contract §6, §8). Safe to run twice, and by several instances at once.
/// </summary>
public sealed class ContentWriter(NpgsqlDataSource dataSource, IndexSchemaSource schemas, TimeProvider time, Random random, ILogger<ContentWriter> logger)
{
    /// <summary>Most torrents in one transaction: bitmagnet's own statements have up to as many rows.</summary>
    public const int MaxBatch = 100;

    private const int Attempts = 4;

    // Less than PostgreSQL's deadlock_timeout, so that a ring of locks with bitmagnet is broken here and never costs bitmagnet its job.
    // bitmagnet migrates beneath open connections, and its new columns have defaults: nothing would fail, and the rows would be wrong.
    private const string Begin = $"SET LOCAL lock_timeout = '500ms'; {TorrentReader.ByIndex}; {IndexSchema.ReadVersion}";

    /// <summary>
    /// Attaches each torrent's content, in short transactions of at most <see cref="MaxBatch"/>. Where a batch cannot be written as a whole its torrents are
    /// written one by one. The answer names every info hash asked for; of several attachments of one torrent the first counts.
    /// </summary>
    /// <exception cref="NpgsqlException">The database cannot be reached, or refuses for a reason that waiting does not cure.</exception>
    public async Task<IReadOnlyDictionary<InfoHash, WriteOutcome>> AttachAsync(
        IReadOnlyList<Attachment> attachments, CancellationToken cancellationToken)
    {
        var outcomes = new Dictionary<InfoHash, WriteOutcome>();
        var checkedOnes = attachments
            .DistinctBy(attachment => attachment.InfoHash)
            .Select(attachment => attachment.IsStored ? attachment : attachment with { Content = ContentRules.Apply(attachment.Content) });
        foreach (var batch in checkedOnes.Chunk(MaxBatch))
        {
            foreach (var (infoHash, outcome) in await AttachBatchAsync(batch, cancellationToken))
            {
                outcomes[infoHash] = outcome;
            }
        }

        return outcomes;
    }

    /// <summary>Takes content off one torrent, as if it had never been attached.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached, or refuses for a reason that waiting would not cure.</exception>
    public async Task<WriteOutcome> DetachAsync(Detachment detachment, CancellationToken cancellationToken)
    {
        try
        {
            return await schemas.RunAsync(
                schema => RunTransactionAsync(
                    schema, connection => new DetachTransaction(connection, time.GetUtcNow(), cancellationToken).RunAsync(detachment), cancellationToken),
                cancellationToken);
        }
        catch (PostgresException error) when (IsRetryable(error) || IsOfOneRow(error))
        {
            return WriteOutcome.Busy;
        }
    }

    private async Task<Dictionary<InfoHash, WriteOutcome>> AttachBatchAsync(Attachment[] batch, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await schemas.RunAsync(
                    schema => RunTransactionAsync(
                        schema, connection => new AttachTransaction(connection, schema, time.GetUtcNow(), cancellationToken).RunAsync(batch), cancellationToken),
                    cancellationToken);
            }
            catch (PostgresException error) when (IsRetryable(error) && attempt < Attempts)
            {
                Log.AttachRetried(logger, batch.Length, Counted.Noun(batch.Length, "torrent"), error.SqlState, attempt);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20, 100) * (1 << attempt)), time, cancellationToken);
            }
            catch (PostgresException error) when (IsRetryable(error) || IsOfOneRow(error))
            {
                if (batch.Length == 1)
                {
                    return new() { [batch[0].InfoHash] = OutcomeOf(error) };
                }

                Log.AttachSplit(logger, batch.Length, error.SqlState);
                var outcomes = new Dictionary<InfoHash, WriteOutcome>();
                foreach (var single in batch)
                {
                    outcomes[single.InfoHash] = (await AttachBatchAsync([single], cancellationToken))[single.InfoHash];
                }

                return outcomes;
            }
        }
    }

    private async Task<T> RunTransactionAsync<T>(IndexSchema schema, Func<NpgsqlConnection, Task<T>> run, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var begin = new NpgsqlCommand(Begin, connection))
        {
            if ((long)(await begin.ExecuteScalarAsync(cancellationToken))! != schema.Version)
            {
                throw new SchemaChangedException();
            }
        }

        var outcome = await run(connection);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    // bitmagnet writes the same content in random order, so meeting it may end in any of these (bitmagnet contract §8).
    private static bool IsRetryable(PostgresException error) => error.SqlState
        is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation;

    private static bool IsOfOneRow(PostgresException error) => error.SqlState
        is PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.LockNotAvailable;

    private static WriteOutcome OutcomeOf(PostgresException error) =>
        error.SqlState == PostgresErrorCodes.ForeignKeyViolation ? WriteOutcome.Gone : WriteOutcome.Busy;
}
