using Bitmagnet.LocalHost.Configuration;

namespace Bitmagnet.LocalHost.Invocation;

/// <summary>Runs a function in its own scope, with the time-out and the log.</summary>
internal sealed class FunctionInvoker(IServiceScopeFactory scopes, TimeProvider time, ILoggerFactory loggers, HostSettings settings)
{
    private readonly TimeSpan? timeout = settings.FunctionTimeout;

    /// <summary>Runs the function. At the time-out its token is cancelled, and it is still waited for: one process hosts all.</summary>
    /// <exception cref="TimeoutException">The function failed after its time-out.</exception>
    public async Task<object?> InvokeAsync(Function function, object input, CancellationToken cancellation)
    {
        var logger = loggers.CreateLogger($"Function.{function.Name}");
        await using var scope = scopes.CreateAsyncScope();
        using var limit = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var id = Guid.NewGuid().ToString();
        using var logScope = logger.BeginScope(new Dictionary<string, object>
        {
            ["FunctionName"] = function.Name,
            ["InvocationId"] = id,
        });
        await using var timedOut = limit.Token.Register(() => Log.TimedOut(logger, function.Name, timeout!.Value));
        var started = time.GetTimestamp();
        Log.Executing(logger, function.Name, id);
        try
        {
            return await function.RunAsync(new FunctionRun(input, scope.ServiceProvider, linked.Token));
        }
        catch (Exception exception) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException($"{function.Name} was cancelled when its functionTimeout of {timeout} was up.", exception);
        }
        finally
        {
            Log.Executed(logger, function.Name, id, time.GetElapsedTime(started).TotalMilliseconds);
        }
    }
}
