namespace Bitmagnet.Functions.Index.Queue;

/// <summary>A job to put in one of bitmagnet's queues.</summary>
/// <param name="Queue">Queue name.</param>
/// <param name="Payload">Compact JSON in bitmagnet's field order.</param>
/// <param name="MaxRetries">How often bitmagnet may try again.</param>
/// <param name="Priority">A lower number runs first; has no meaning below schema 15.</param>
public sealed record NewQueueJob(string Queue, string Payload, int MaxRetries, int Priority)
{
    // bitmagnet's own figures for jobs that it makes with apis_enabled=false (bitmagnet contract §2 Producers).
    private const int Retries = 2;
    private const int PriorityWithoutApis = 4;

    /// <summary>A job that classifies torrents without outside services; it keeps the content they have (bitmagnet contract §7).</summary>
    public static NewQueueJob WithoutApis(InfoHash[] infoHashes) => new(
        QueueNames.ProcessTorrent,
        new ProcessTorrentPayload([.. infoHashes.Order()]) { ClassifierFlags = ClassifierFlags.None.WithoutApis() }.ToJson(),
        Retries,
        PriorityWithoutApis);

    /// <summary>What makes it equal to another job.</summary>
    public string Fingerprint { get; } = QueueFingerprint.Of(Queue, Payload);
}
