using System.Globalization;
using System.Text;
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
        if (RequestQuery.RefuseUnknown(request, "outcome", "type", "text", "limit", "continuation") is { } refusal)
        {
            return refusal;
        }

        string? Get(string name) => string.IsNullOrWhiteSpace(request.Query[name]) ? null : request.Query[name].ToString();
        if (Get("outcome") is not "unmatched")
        {
            return Answer.Refuse("outcome", Get("outcome"), "unmatched");
        }

        if (Get("type") is { } type && ContentTypeNames.FromName(type) is null)
        {
            return Answer.Refuse("type", type, "movie, tv_show or xxx");
        }

        if (Get("text") is { Length: > LongestText } text)
        {
            return Answer.Refuse("text", text, $"at most {LongestText} characters");
        }

        if (Number(Get("limit"), DefaultLimit, LargestList) is not { } limit)
        {
            return Answer.Refuse("limit", Get("limit"), $"a number from 1 to {LargestList}");
        }

        if (!TryRead(Get("continuation"), out var after))
        {
            return Answer.Refuse("continuation", Get("continuation"), "that of an earlier answer to the same question");
        }

        var filter = new UnmatchedFilter(ContentTypeNames.FromName(Get("type")), Get("text")?.Trim());
        var (torrents, next) = await unmatched.ListAsync(filter, after, limit, cancellationToken);
        return Answer.Of(new TorrentList(torrents, next is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(next.ToString()))));
    }

    /// <summary><c>GET /api/tmdb/search?type=&amp;query=&amp;year=</c>.</summary>
    public async Task<IActionResult> SearchAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (RequestQuery.RefuseUnknown(request, "type", "query", "year") is { } refusal)
        {
            return refusal;
        }

        var query = request.Query["query"].ToString().Trim();
        if (query.Length is 0 or > LongestText)
        {
            return Answer.Refuse("query", request.Query["query"], $"a title of 1 to {LongestText} characters");
        }

        if (Kind(request.Query["type"]) is not { } kind)
        {
            return Answer.Refuse("type", request.Query["type"], "movie or tv_show");
        }

        var year = request.Query["year"].ToString();
        if (year.Length > 0 && Number(year, 0, 2200) is not >= 1850)
        {
            return Answer.Refuse("year", year, "a year from 1850 to 2200");
        }

        var search = new TmdbSearch(kind, query, year.Length > 0 ? Number(year, 0, 2200) : null);
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

    /// <summary>400 for what is no info hash.</summary>
    internal static IActionResult RefuseHash(string infoHash) => Answer.Refuse("infoHash", infoHash, "40 hexadecimal characters");

    /// <summary>404.</summary>
    internal static IActionResult NoSuchTorrent(InfoHash infoHash) => Answer.Problem(404, $"bitmagnet has no torrent {infoHash}.");

    /// <summary>503 where TMDB has to be asked, and cannot be.</summary>
    internal static IActionResult TmdbAway(string why) => Answer.Problem(503, $"TMDB cannot be asked now: {why}. The request may be repeated.");

    /// <summary>The kind of a type; null for any that TMDB does not have.</summary>
    internal static TmdbKind? Kind(string? type) => type switch
    {
        "movie" or "xxx" => TmdbKind.Movie,
        "tv_show" => TmdbKind.Tv,
        _ => null,
    };

    private static int? Number(string? text, int absent, int largest) => text is null ? absent
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= largest ? number : null;

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
