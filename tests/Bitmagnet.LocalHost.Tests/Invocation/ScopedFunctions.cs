using Bitmagnet.LocalHost.Tests.Fixtures;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.LocalHost.Tests.Invocation;

/// <summary>Records its scoped service and its own disposal.</summary>
public sealed class ScopedFunctions(Probe probe, ScopedFunctions.Scoped scoped) : IDisposable
{
    [Function("Scoped")]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        Assert.NotNull(request);
        probe.Seen.Enqueue(scoped.Id);
        return new OkResult();
    }

    public void Dispose() => probe.Seen.Enqueue("disposed");

    public sealed class Scoped
    {
        public Guid Id { get; } = Guid.NewGuid();
    }
}
