namespace Bitmagnet.LocalHost;

/// <summary>A function of the application.</summary>
public abstract class FunctionDefinition
{
    /// <summary>The name given by <see cref="FunctionAttribute"/>.</summary>
    public abstract string Name { get; }
}
