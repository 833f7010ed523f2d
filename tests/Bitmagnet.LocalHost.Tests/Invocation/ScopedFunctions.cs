using Azure.Storage.Queues.Models;
using Bitmagnet.LocalHost.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Bitmagnet.LocalHost.Tests.Invocation;

/// <summary>Records its own instance, its scoped service and its disposal.</summary>
public sealed class ScopedFunctions(Probe probe, ScopedFunctions.Scoped scoped) : IDisposable
{
    [Function("Scoped")]
    public void Run([QueueTrigger("%QUEUE%")] QueueMessage message, FunctionContext context)
    {
        Assert.NotNull(message);
        Assert.Same(scoped, context.InstanceServices.GetRequiredService<Scoped>());
        Assert.True(Guid.TryParse(context.InvocationId, out _));
        probe.Seen.Enqueue(scoped.Id);
    }

    public void Dispose() => probe.Seen.Enqueue("disposed");

    public sealed class Scoped
    {
        public Guid Id { get; } = Guid.NewGuid();
    }
}
