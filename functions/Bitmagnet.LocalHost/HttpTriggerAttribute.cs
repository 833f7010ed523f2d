namespace Bitmagnet.LocalHost;

/// <summary>Runs the function for HTTP requests.</summary>
/// <param name="authLevel">The key a caller needs.</param>
/// <param name="methods">The methods answered; none: all.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    /// <summary>The key a caller needs.</summary>
    public AuthorizationLevel AuthLevel { get; } = authLevel;

    /// <summary>The methods answered; none: all.</summary>
    public string[] Methods { get; } = methods;

    /// <summary>The route below the prefix of host.json. Null: the function's name.</summary>
    public string? Route { get; set; }
}
