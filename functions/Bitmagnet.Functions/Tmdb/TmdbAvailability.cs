namespace Bitmagnet.Functions.Tmdb;

/// <summary>The shared state of TMDB.</summary>
/// <param name="Status">Whether it can be asked.</param>
/// <param name="Cause">What was seen, in plain words and without secrets. Null when available.</param>
/// <param name="Since">When this state began.</param>
/// <param name="Until">When to ask again; null where no time is known (disabled, unconfigured) or needed (available).</param>
public sealed record TmdbAvailability(TmdbStatus Status, string? Cause, DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>What a person must do; null: nothing.</summary>
    public string? Remedy { get; init; }

    /// <summary>Cause and remedy; null when available.</summary>
    public string? InWords => Remedy is null ? Cause : $"{Cause}; {Remedy}";

    /// <summary>
    /// Whether torrents wait for TMDB. With TMDB off or without a key they do not: only bitmagnet's own content counts then.
    /// </summary>
    public bool IsShut => Status is not (TmdbStatus.Available or TmdbStatus.Disabled or TmdbStatus.Unconfigured);
}
