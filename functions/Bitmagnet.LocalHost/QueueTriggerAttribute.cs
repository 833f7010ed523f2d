namespace Bitmagnet.LocalHost;

/// <summary>Runs the function for each message of a storage queue.</summary>
/// <param name="queueName">The queue, or <c>%SETTING%</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    /// <summary>The queue, or <c>%SETTING%</c>.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The setting that holds the storage connection. Null: <c>AzureWebJobsStorage</c>.</summary>
    public string? Connection { get; set; }
}
