using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Matching;

/// <summary>What a torrent tells besides title and year, to choose among candidates of one title.</summary>
/// <param name="Season">The last season named; null where none is, or only specials.</param>
/// <param name="Episode">The last episode named of that season; null for a whole season.</param>
/// <param name="AirDate">The day of a daily show.</param>
/// <param name="Language">The one language named, where titles are hardly ever dubbed into it; else null.</param>
/// <param name="Published">When the torrent was first seen; null where not known.</param>
/// <param name="IsCounted">Whether the episode comes without a season: it may be counted through all seasons.</param>
public sealed record Clues(
    int? Season = null, int? Episode = null, DateOnly? AirDate = null, string? Language = null, DateOnly? Published = null, bool IsCounted = false)
{
    /// <summary>Languages that titles of every origin are dubbed into, so they say nothing about the origin.</summary>
    private static readonly HashSet<string> Dubbed = ["en", "de", "fr", "it", "es", "pt", "ru", "uk", "pl", "cs", "hu", "hi", "ta"];

    /// <summary>No clues.</summary>
    public static Clues None { get; } = new();

    /// <summary>The clues of a name.</summary>
    /// <param name="release">The parsed name.</param>
    /// <param name="published">When the torrent was first seen; null where not known.</param>
    public static Clues Of(ReleaseName release, DateOnly? published)
    {
        int? season = release.Seasons is [.., var last and > 0] ? last : null;
        return new Clues(
            season,
            season is { } of && release.Episodes.TryGetValue(of, out var episodes) && episodes is [.., var episode] ? episode : null,
            release.AirDate,
            release is { Multi: false, Languages: [var only] } && !Dubbed.Contains(only) ? only : null,
            published,
            release.IsCounted);
    }
}
