using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Matching;

/// <summary>A release name to resolve.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">What bitmagnet says it is; null where it does not, then the name tells.</param>
/// <param name="Strict">Only an equal and telling title will do: for torrents that bitmagnet left without a type.</param>
public sealed record ResolveRequest(string Name, ContentType? Type, bool Strict)
{
    /// <summary>Ask TMDB before stored content, whatever answer of TMDB's is kept.</summary>
    public bool Anew { get; init; }
}
