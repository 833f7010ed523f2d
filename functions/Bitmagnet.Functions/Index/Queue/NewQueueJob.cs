namespace Bitmagnet.Functions.Index.Queue;

/// <summary>A job to put in one of bitmagnet's queues.</summary>
/// <param name="Queue">Queue name.</param>
/// <param name="Payload">Compact JSON in bitmagnet's field order.</param>
/// <param name="MaxRetries">How often bitmagnet may try again.</param>
/// <param name="Priority">A lower number runs first; has no meaning below schema 15.</param>
public sealed record NewQueueJob(string Queue, string Payload, int MaxRetries, int Priority)
{
    /// <summary>What makes it equal to another job.</summary>
    public string Fingerprint { get; } = QueueFingerprint.Of(Queue, Payload);
}
