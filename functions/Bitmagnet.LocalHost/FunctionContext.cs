namespace Bitmagnet.LocalHost;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>Identifies the invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>The function invoked.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Cancelled when the function's time is up, when the host gives up waiting at its stop, or when an HTTP client goes.</summary>
    public virtual CancellationToken CancellationToken { get; }

    /// <summary>The services of this invocation's scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }
}
