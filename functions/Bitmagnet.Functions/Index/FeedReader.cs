using Npgsql;

namespace Bitmagnet.Functions.Index;

/// <summary>Finds the torrents to enrich.</summary>
public sealed class FeedReader(NpgsqlDataSource dataSource, IndexSchemaSource schemas, FeedOptions options, TimeProvider time)
{
    /// <summary>Reads the next torrents after a cursor.</summary>
    public Task<FeedPage> ReadAsync(FeedDirection direction, FeedCursor after, int limit, CancellationToken cancellationToken)
    {
        throw new NotImplementedException($"{dataSource} {schemas} {time} {direction} {after} {limit} {options} {cancellationToken}");
    }
}
