using Bitmagnet.LocalHost.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bitmagnet.LocalHost.Invocation;

/// <summary>Runs a function: its own scope, the middleware around it, the time-out, the log.</summary>
internal sealed class FunctionInvoker
{
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly TimeSpan? timeout;
    private readonly FunctionExecutionDelegate pipeline;

    /// <summary>Joins the middleware, the first being the outermost.</summary>
    public FunctionInvoker(
        IServiceScopeFactory scopes, TimeProvider time, ILoggerFactory loggers, HostSettings options, IReadOnlyList<Type> middleware)
    {
        this.scopes = scopes;
        this.time = time;
        this.loggers = loggers;
        timeout = options.FunctionTimeout;
        pipeline = middleware.Reverse().Aggregate<Type, FunctionExecutionDelegate>(
            context => ((Function)context.FunctionDefinition).RunAsync((Invocation)context),
            (next, type) => context => ((IFunctionsWorkerMiddleware)context.InstanceServices.GetRequiredService(type)).Invoke(context, next));
    }

    /// <summary>
    /// Runs the function and returns what it returned. A function whose time is up has its token cancelled and is waited
    /// for: one process hosts all functions, so none can be ended alone.
    /// </summary>
    /// <exception cref="TimeoutException">The function failed after its time was up.</exception>
    public async Task<object?> InvokeAsync(Function function, object input, CancellationToken cancellation)
    {
        var logger = loggers.CreateLogger($"Function.{function.Name}");
        await using var scope = scopes.CreateAsyncScope();
        using var limit = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var invocation = new Invocation(function, input, scope.ServiceProvider, linked.Token);
        using var logScope = logger.BeginScope(new Dictionary<string, object>
        {
            ["FunctionName"] = function.Name,
            ["InvocationId"] = invocation.InvocationId,
        });
        using var timedOut = limit.Token.Register(() => Log.TimedOut(logger, function.Name, timeout!.Value));
        var started = time.GetTimestamp();
        Log.Executing(logger, function.Name, invocation.InvocationId);
        try
        {
            await pipeline(invocation);
        }
        catch (Exception exception) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"{function.Name} was cancelled when its functionTimeout of {timeout} was up.", exception);
        }
        finally
        {
            Log.Executed(logger, function.Name, invocation.InvocationId, time.GetElapsedTime(started).TotalMilliseconds);
        }

        return invocation.Result;
    }
}
