using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Resolving;

/// <summary>A release name to resolve.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">What bitmagnet says it is, which is evidence and no law; null where it does not, then the name tells.</param>
/// <param name="Strict">Only an equal and telling title will do: for torrents that bitmagnet left without a type.</param>
public sealed record ResolveRequest(string Name, ContentType? Type, bool Strict)
{
    /// <summary>Passes over TMDB's answers from before; null: whatever answer is believed will do.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When the torrent was first seen: no title is newer. Null where not known.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>How many video files the torrent has: one is hardly a series without an episode in its name. Null where not known.</summary>
    public int? VideoFiles { get; init; }
}
