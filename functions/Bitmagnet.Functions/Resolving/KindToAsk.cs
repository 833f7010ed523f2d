using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Resolving;

/// <summary>
/// A kind of title that a name may mean. A rival is asked for even if the first kind has a candidate, unless that one's title and year are
/// equal.
/// </summary>
internal sealed record KindToAsk(ContentType Type, MatchStrictness Strictness, bool IsRival)
{
    public bool IsTv => Type == ContentType.TvShow;

    /// <summary>
    /// The kinds worth asking for, the likelier first. bitmagnet's grammar is often wrong about the type (it takes "Ocean's 11 (2001)" for
    /// season 11 of "Ocean'"), and a title with only a year may be a film or a series ("Planet Earth II 2016"). So the other kind is asked
    /// for too, by the stricter rule.
    /// </summary>
    public static IReadOnlyList<KindToAsk> Of(ReleaseName release, ResolveRequest request)
    {
        var first = new KindToAsk(
            request.Type ?? (release.Kind == ReleaseKind.Tv ? ContentType.TvShow : ContentType.Movie),
            request.Strict ? MatchStrictness.Strict : MatchStrictness.Normal,
            IsRival: false);
        return (first.Type, release.Kind) switch
        {
            (ContentType.TvShow, ReleaseKind.Tv) when request.Type is null && release.Readings.Any(reading => reading.Kind == ReleaseKind.Movie) =>
                [first with { Type = ContentType.Movie }, first], // "Title 12.mkv": one film's title is that, or else it is an episode
            (ContentType.TvShow, ReleaseKind.Movie) => [first, new KindToAsk(ContentType.Movie, MatchStrictness.Against, IsRival: true)],
            (ContentType.Movie, ReleaseKind.Tv) => [first, new KindToAsk(ContentType.TvShow, MatchStrictness.Against, IsRival: true)],
            (ContentType.Movie, _) when release.Readings is [{ Year: not null }, ..] && request.VideoFiles is not 1 => [first, new KindToAsk(ContentType.TvShow, MatchStrictness.Against, IsRival: false)],
            _ => [first],
        };
    }
}
