namespace Bitmagnet.LocalHost;

/// <summary>Marks a method as a function.</summary>
/// <param name="name">The function's name, unique in the application.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    /// <summary>The function's name.</summary>
    public string Name { get; } = name;
}
