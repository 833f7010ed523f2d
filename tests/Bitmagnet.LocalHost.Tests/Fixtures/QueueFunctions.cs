using Azure.Storage.Queues.Models;

namespace Bitmagnet.LocalHost.Tests.Fixtures;

/// <summary>One function on the queue that the setting QUEUE names.</summary>
public sealed class QueueFunctions(Probe probe)
{
    [Function("OnMessage")]
    public Task RunAsync([QueueTrigger("%QUEUE%")] QueueMessage message, FunctionContext context, CancellationToken cancellation)
    {
        Assert.Equal("OnMessage", context.FunctionDefinition.Name);
        return probe.RunAsync(message, cancellation);
    }
}
