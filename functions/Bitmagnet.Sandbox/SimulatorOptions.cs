using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Sandbox;

/// <summary>How the simulated TMDB behaves.</summary>
public sealed record SimulatorOptions
{
    /// <summary>The key that it accepts, as <c>api_key</c> or as a bearer token.</summary>
    public string Key { get; init; } = "sandbox";

    /// <summary>Requests a second above which it answers 429; null: no limit.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Its titles, best known first; null: the sandbox's catalogue.</summary>
    public IReadOnlyList<CatalogueTitle>? Titles { get; init; }

    /// <summary>The loopback port; 0: any free one.</summary>
    public int Port { get; init; }
}
