using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Torrents;

/// <summary>Torrents over HTTP: the story of one, and the list of those without a title.</summary>
public sealed class TorrentEndpoints(TorrentStories stories, UnmatchedTorrents unmatched, TmdbCatalogue tmdb)
{
    private const int DefaultLimit = 25;
    private const int LargestList = 100;
    private const int LongestText = 200;

    /// <summary><c>GET /api/torrents/{infoHash}</c>.</summary>
    public async Task<IActionResult> GetAsync(string infoHash, CancellationToken cancellationToken) =>
        !InfoHash.TryParse(infoHash, out var hash) ? RefuseHash(infoHash)
        : await stories.TellAsync(hash, cancellationToken) is { } story ? Answer.Of(story)
        : NoSuchTorrent(hash);

    /// <summary><c>GET /api/torrents?outcome=unmatched&amp;type=&amp;text=&amp;limit=&amp;continuation=</c>.</summary>
    public async Task<IActionResult> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var query = new RequestQuery(request, "outcome", "type", "text", "limit", "continuation");
        query.Require(query.Text("outcome") is "unmatched", "outcome", "unmatched");
        var type = ContentTypeNames.FromName(query.Text("type"));
        query.Require(type is not null || query.Text("type") is null, "type", "movie, tv_show or xxx");
        var text = query.Text("text")?.Trim() is { Length: > 0 } words ? words : null;
        query.Require(!(text?.Length > LongestText), "text", $"at most {LongestText} characters");
        var limit = query.Number("limit", DefaultLimit, 1, LargestList);
        query.Require(TryRead(query.Text("continuation"), out var after), "continuation", "that of an earlier answer to the same question");
        if (query.Refusal is { } refusal)
        {
            return refusal;
        }

        var (torrents, next) = await unmatched.ListAsync(new UnmatchedFilter(type, text), after, limit, cancellationToken);
        return Answer.Of(new TorrentList(torrents, next is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(next.ToString()))));
    }

    /// <summary><c>GET /api/tmdb/search?type=&amp;query=&amp;year=</c>.</summary>
    public async Task<IActionResult> SearchAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var query = new RequestQuery(request, "type", "query", "year");
        var title = query.Text("query")?.Trim() ?? "";
        query.Require(title.Length is > 0 and <= LongestText, "query", $"a title of 1 to {LongestText} characters");
        var kind = Kind(query.Text("type"));
        query.Require(kind is not null, "type", "movie or tv_show");
        var year = query.Number("year", 0, 1850, 2200, "year");
        if (query.Refusal is { } refusal)
        {
            return refusal;
        }

        var search = new TmdbSearch(kind!.Value, title, year == 0 ? null : year);
        return await tmdb.SearchAsync(search, cancellationToken) switch
        {
            TmdbAnswer<TmdbSearchPage>.Found found => Answer.Of(new TmdbTitles(
                [.. found.Value.Results.Select(candidate => new TmdbTitle(
                    candidate.Ref.Type.ToName(), int.Parse(candidate.Ref.Id, CultureInfo.InvariantCulture), candidate.Title,
                    string.IsNullOrEmpty(candidate.OriginalTitle) || candidate.OriginalTitle == candidate.Title ? null : candidate.OriginalTitle, candidate.Year))],
                found.Value.TotalResults)),
            TmdbAnswer<TmdbSearchPage>.NotFound => Answer.Of(new TmdbTitles([], 0)),
            TmdbAnswer<TmdbSearchPage>.Unavailable away => TmdbAway(away.State.InWords ?? $"TMDB is {away.State.Status}"),
            TmdbAnswer<TmdbSearchPage>.Refused refused => TmdbAway(refused.Fault.Cause),
            var other => throw new InvalidOperationException($"{other.GetType()} is not an answer."),
        };
    }

    internal static IActionResult RefuseHash(string infoHash) => Answer.Refuse("infoHash", infoHash, "40 hexadecimal characters");

    internal static IActionResult NoSuchTorrent(InfoHash infoHash) => Answer.Problem(404, $"bitmagnet has no torrent {infoHash}.");

    internal static IActionResult TmdbAway(string why) => Answer.Problem(503, $"TMDB cannot be asked now: {why}. The request may be repeated.");

    /// <summary>The kind of a type; null for any that TMDB does not have.</summary>
    internal static TmdbKind? Kind(string? type) => type switch
    {
        "movie" or "xxx" => TmdbKind.Movie,
        "tv_show" => TmdbKind.Tv,
        _ => null,
    };

    private static bool TryRead(string? continuation, out FeedCursor? cursor)
    {
        cursor = null;
        try
        {
            cursor = continuation is null ? null : FeedCursor.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(continuation)));
            return cursor is null || cursor.UpdatedAt is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
