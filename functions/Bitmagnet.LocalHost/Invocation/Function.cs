using System.Reflection;

namespace Bitmagnet.LocalHost.Invocation;

/// <summary>One function. Built once, it makes its class, binds its parameters and awaits it.</summary>
internal sealed class Function
{
    private readonly MethodInvoker method;
    private readonly ObjectFactory? factory;
    private readonly IReadOnlyList<Func<FunctionRun, object?>> binders;

    /// <summary>Prepares a method whose parameters have been checked.</summary>
    public Function(string name, Trigger trigger, MethodInfo method, IReadOnlyList<Func<FunctionRun, object?>> binders)
    {
        Name = name;
        Trigger = trigger;
        this.binders = binders;
        this.method = MethodInvoker.Create(method);
        factory = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []);
    }

    /// <summary>Its unique name.</summary>
    public string Name { get; }

    /// <summary>What starts it.</summary>
    public Trigger Trigger { get; }

    /// <summary>Makes an instance in the run's scope, runs it, and returns its result; null if it has none.</summary>
    public async Task<object?> RunAsync(FunctionRun run)
    {
        var instance = factory?.Invoke(run.Services, []);
        try
        {
            var arguments = new object?[binders.Count];
            for (var index = 0; index < arguments.Length; index++)
            {
                arguments[index] = binders[index](run);
            }

            return await AwaitAsync(method.Invoke(instance, arguments.AsSpan()));
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
            case ValueTask task:
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
