using Npgsql;

namespace Bitmagnet.Functions.Index;

/// <summary>Attaches content to torrents.</summary>
public sealed class ContentWriter(NpgsqlDataSource dataSource, IndexSchemaSource schemas, TimeProvider time, Random random, ILogger<ContentWriter> logger)
{
    /// <summary>Attaches each torrent's content in one short transaction; idempotent. Every info hash asked for is in the answer.</summary>
    public Task<IReadOnlyDictionary<InfoHash, AttachOutcome>> AttachAsync(
        IReadOnlyList<Attachment> attachments, CancellationToken cancellationToken)
    {
        throw new NotImplementedException($"{dataSource} {schemas} {time} {random} {logger} {attachments} {cancellationToken}");
    }
}
