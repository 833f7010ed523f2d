using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Matching;

/// <summary>What a torrent tells beside title and year, to choose among candidates of one title.</summary>
/// <param name="Season">The last season named; null where none is, or only specials.</param>
/// <param name="Episode">The last episode named of that season; null for a whole season.</param>
/// <param name="AirDate">The day of a daily show.</param>
/// <param name="Language">The one language named, where titles are hardly ever dubbed into it; else null.</param>
/// <param name="Published">When the torrent was first seen; null where not known.</param>
/// <param name="IsCounted">The episode stands without a season: it may be counted through all of them.</param>
public sealed record Clues(
    int? Season = null, int? Episode = null, DateOnly? AirDate = null, string? Language = null, DateOnly? Published = null, bool IsCounted = false)
{
    /// <summary>Into these all kinds of titles are dubbed: they tell who listens, not where a title comes from.</summary>
    private static readonly HashSet<string> Dubbed = ["en", "de", "fr", "it", "es", "pt", "ru", "uk", "pl", "cs", "hu", "hi", "ta"];

    /// <summary>Nothing.</summary>
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
