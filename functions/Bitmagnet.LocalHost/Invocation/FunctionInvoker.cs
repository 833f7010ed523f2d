using Bitmagnet.LocalHost.Configuration;

namespace Bitmagnet.LocalHost.Invocation;

/// <summary>Runs a function: its own scope, the time-out, the log.</summary>
internal sealed class FunctionInvoker(IServiceScopeFactory scopes, TimeProvider time, ILoggerFactory loggers, HostSettings settings)
{
    private readonly TimeSpan? timeout = settings.FunctionTimeout;

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
