using Bitmagnet.LocalHost.Tests.Fixtures;

namespace Bitmagnet.LocalHost.Tests.Invocation;

/// <summary>Records before and after.</summary>
internal sealed class Inner(Probe probe) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        probe.Seen.Enqueue("inner");
        await next(context);
        probe.Seen.Enqueue("after");
    }
}
