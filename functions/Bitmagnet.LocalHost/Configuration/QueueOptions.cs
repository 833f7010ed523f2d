namespace Bitmagnet.LocalHost.Configuration;

/// <summary>extensions.queues of host.json.</summary>
internal sealed record QueueOptions
{
    /// <summary>Messages fetched at once, 1 to 32. Default 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>A batch is fetched when no more than this many messages are running. Default batchSize/2 × cores.</summary>
    public int NewBatchThreshold { get; init; }

    /// <summary>A failure at this count moves the message to the poison queue. Default 5.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>How long a message is hidden after a failure. Default 0.</summary>
    public TimeSpan VisibilityTimeout { get; init; }

    /// <summary>The longest pause between two looks into an empty queue. Default 1 minute, at least 100 ms.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How bodies are written. Default base64.</summary>
    public MessageEncoding Encoding { get; init; }
}
