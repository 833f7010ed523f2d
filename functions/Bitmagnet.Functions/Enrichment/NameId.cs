using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Reads ids from names ("{tmdb-603}"): hints that the title must confirm, since the name's author may be wrong. Pure.</summary>
internal static class NameId
{
    /// <summary>Titles that agree less are different titles.</summary>
    private const double LeastAgreement = 0.87;

    /// <summary>The first id in a torrent's name, with the type that bitmagnet or the name gives; null: none.</summary>
    public static (ContentType Type, string Source, string Id)? Of(IndexedTorrent torrent)
    {
        var release = ReleaseParser.Parse(torrent.Name);
        return release.Ids is [var id, ..]
            ? (id.Source == "tvdb" ? ContentType.TvShow : torrent.Type ?? (release.Kind == ReleaseKind.Tv ? ContentType.TvShow : ContentType.Movie), id.Source, id.Id)
            : null;
    }

    /// <summary>Whether a title of the content agrees with the name's, or the name has no title to contradict it.</summary>
    public static bool IsBorneOut(ReleaseName release, Content content)
    {
        var titles = new[] { content.Title, content.OriginalTitle ?? "" }.Select(TitleNormaliser.Normalise).ToList();
        return IsPossible(release, content) && (release.Readings.Count == 0 || release.Readings
            .SelectMany(reading => TitleNormaliser.Alternatives(reading.Title))
            .Select(TitleNormaliser.Normalise)
            .Any(name => titles.Exists(title => TitleSimilarity.Of(name, title).Value >= LeastAgreement)));
    }

    /// <summary>
    /// Whether the year permits the content: at most one apart for a film, the first year or a later one for a series. That is enough if
    /// nothing is found by name, as with a translated title.
    /// </summary>
    public static bool IsPossible(ReleaseName release, Content content) =>
        release.Readings is not [{ Year: { } named }, ..] || content.ReleaseYear is not { } year
        || (content.Ref.Type == ContentType.TvShow ? named >= year - 1 : Math.Abs(named - year) <= 1);
}
