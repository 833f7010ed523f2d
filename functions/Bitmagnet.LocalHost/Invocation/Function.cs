using System.Reflection;

namespace Bitmagnet.LocalHost.Invocation;

/// <summary>One function. Built once, it makes its class, binds its parameters and awaits it.</summary>
internal sealed class Function(string name, Trigger trigger, MethodInfo method, IReadOnlyList<Func<FunctionRun, object?>> binders)
{
    private readonly MethodInvoker invoker = MethodInvoker.Create(method);
    private readonly ObjectFactory? factory = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);

    public string Name => name;

    public Trigger Trigger => trigger;

    /// <summary>Makes an instance in the run's scope, runs it, and returns its result; null if it has none.</summary>
    public async Task<object?> RunAsync(FunctionRun run)
    {
        var instance = factory?.Invoke(run.Services, []);
        try
        {
            object?[] arguments = [.. binders.Select(bind => bind(run))];
            return await AwaitAsync(invoker.Invoke(instance, arguments.AsSpan()));
        }
        finally
        {
            await DisposeAsync(instance);
        }
    }

    private static async Task<object?> AwaitAsync(object? returned)
    {
        switch (returned)
        {
            case Task<Microsoft.AspNetCore.Mvc.IActionResult> task:
                return await task;
            case Task task:
                await task;
                return null;
            default:
                return returned;
        }
    }

    private static async ValueTask DisposeAsync(object? instance)
    {
        if (instance is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            (instance as IDisposable)?.Dispose();
        }
    }
}

/// <summary>One run of a function. Its input is the trigger's value: a QueueMessage, a TimerInfo or an HttpRequest.</summary>
internal sealed record FunctionRun(object Input, IServiceProvider Services, CancellationToken Cancellation);
