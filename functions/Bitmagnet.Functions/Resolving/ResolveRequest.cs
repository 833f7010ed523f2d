using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Resolving;

/// <summary>A release name to resolve.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">bitmagnet's type, which is evidence only; null where it has none and the name decides.</param>
/// <param name="Strict">Whether only an equal and distinctive title is accepted: for torrents that bitmagnet left without a type.</param>
public sealed record ResolveRequest(string Name, ContentType? Type, bool Strict)
{
    /// <summary>Ignores cached TMDB answers from before this time; null: uses any answer that has not expired.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the torrent was first seen: no title is newer. Null where not known.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>
    /// How many video files the torrent has; null where not known. A single file without an episode in its name is hardly a series.
    /// </summary>
    public int? VideoFiles { get; init; }
}
