namespace Bitmagnet.Sandbox.Samples;

/// <summary>A release name and its parts.</summary>
/// <param name="Name">The torrent's name.</param>
public sealed record SampleRelease(string Name)
{
    /// <summary>bitmagnet's value, such as V1080p.</summary>
    public string? Resolution { get; init; }

    /// <summary>bitmagnet's value, such as BluRay.</summary>
    public string? Source { get; init; }

    /// <summary>bitmagnet's value, such as x264.</summary>
    public string? Codec { get; init; }

    /// <summary>The release group.</summary>
    public string? Group { get; init; }

    /// <summary>The language in the name.</summary>
    public string? Language { get; init; }

    /// <summary>The season, for series.</summary>
    public int? Season { get; init; }

    /// <summary>The episode; null: the whole season.</summary>
    public int? Episode { get; init; }
}
