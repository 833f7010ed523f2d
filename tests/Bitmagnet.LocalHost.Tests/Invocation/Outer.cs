using Bitmagnet.LocalHost.Tests.Fixtures;

namespace Bitmagnet.LocalHost.Tests.Invocation;

/// <summary>Records, and keeps the exceptions of what runs within.</summary>
internal sealed class Outer(Probe probe) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        probe.Seen.Enqueue($"outer {context.FunctionDefinition.Name}");
        try
        {
            await next(context);
        }
        catch (InvalidOperationException)
        {
            probe.Seen.Enqueue("kept");
        }
    }
}
