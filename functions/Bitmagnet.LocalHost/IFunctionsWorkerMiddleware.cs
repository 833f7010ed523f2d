namespace Bitmagnet.LocalHost;

/// <summary>Runs around every invocation.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Calls <paramref name="next"/>, or does not. An exception that it keeps makes a queue message count as processed.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
