namespace Bitmagnet.LocalHost.Invocation;

/// <summary>One run of a function.</summary>
/// <param name="function">The function.</param>
/// <param name="input">What the trigger gives: a QueueMessage, a TimerInfo or an HttpRequest.</param>
/// <param name="services">The run's scope.</param>
/// <param name="cancellation">Cancelled when the run should end.</param>
internal sealed class Invocation(Function function, object input, IServiceProvider services, CancellationToken cancellation) : FunctionContext
{
    /// <inheritdoc/>
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    /// <inheritdoc/>
    public override FunctionDefinition FunctionDefinition => function;

    /// <inheritdoc/>
    public override CancellationToken CancellationToken => cancellation;

    /// <inheritdoc/>
    public override IServiceProvider InstanceServices { get; set; } = services;

    /// <summary>What the trigger gives.</summary>
    public object Input => input;

    /// <summary>What the function returned; null where it returns nothing, or has not run.</summary>
    public object? Result { get; set; }
}
