using System.Collections.Concurrent;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>
/// Finds content by the external id in a torrent's hint, before any name is read (bitmagnet contract §3 step 4), or by an id in its name.
/// Asks bitmagnet's own content first, in one statement, then TMDB.
/// </summary>
public sealed class HintResolver(LocalContent local, TmdbCatalogue tmdb)
{
    private const int Parallelism = 8;

    /// <summary>
    /// Returns the answer of TMDB or the database for each torrent. <see cref="TmdbAnswer{T}.NotFound"/>, also for a torrent without such a
    /// hint, means: go on by name. The flag tells whether the content is stored already. A cancellation does not throw: torrents without an
    /// answer by then are missing.
    /// </summary>
    public async Task<IReadOnlyDictionary<InfoHash, (TmdbAnswer<Content> Answer, bool IsStored)>> ResolveAsync(
        IReadOnlyList<IndexedTorrent> torrents, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var asked = torrents.Select(torrent => (torrent.InfoHash, Key: KeyOf(torrent.Hint) ?? NameId.Of(torrent))).ToArray();
        var keys = asked.Select(entry => entry.Key).Distinct().OfType<(ContentType Type, string Source, string Id)>().ToArray();
        var answers = new ConcurrentDictionary<(ContentType Type, string Source, string Id), (TmdbAnswer<Content> Answer, bool IsStored)>();
        try
        {
            foreach (var (key, content) in keys.Zip(await local.FindByIdsAsync(keys, cancellationToken)))
            {
                if (content is not null)
                {
                    answers[key] = (new TmdbAnswer<Content>.Found(content, FromCache: true), true);
                }
            }

            var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
            var open = keys.Where(key => !answers.ContainsKey(key)).ToArray();
            await Parallel.ForEachAsync(open, options, async (key, token) => answers[key] = (await AskAsync(key, since, token), false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The answers so far are returned.
        }

        return asked
            .Where(entry => entry.Key is not { } key || answers.ContainsKey(key))
            .ToDictionary(
                entry => entry.InfoHash,
                entry => entry.Key is { } key ? answers[key] : (new TmdbAnswer<Content>.NotFound(FromCache: true), false));
    }

    /// <summary>Whether a torrent's hint names its content, so no id in its name is looked up.</summary>
    public static bool IsHinted(IndexedTorrent torrent) => KeyOf(torrent.Hint) is not null;

    private static (ContentType Type, string Source, string Id)? KeyOf(TorrentHint? hint) =>
        hint is { Source: { } source, Id: { } id } && ContentTypeNames.FromName(hint.Type) is { } type ? (type, source, id) : null;

    private async Task<TmdbAnswer<Content>> AskAsync(
        (ContentType Type, string Source, string Id) key, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var kind = key.Type == ContentType.TvShow ? TmdbKind.Tv : TmdbKind.Movie;
        string id;
        switch (key.Source)
        {
            case ContentRef.Tmdb:
                id = key.Id;
                break;
            case "imdb":
            case "tvdb" when kind == TmdbKind.Tv:
                var answer = await tmdb.FindAsync(key.Source, key.Id, kind, since, cancellationToken);
                if (answer is not TmdbAnswer<ContentRef>.Found found)
                {
                    return answer.Select<Content>(_ => throw new InvalidOperationException("It was not found."));
                }

                id = found.Value.Id;
                break;
            default:
                return new TmdbAnswer<Content>.NotFound(FromCache: true);
        }

        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new TmdbAnswer<Content>.NotFound(FromCache: true);
        }

        return (await tmdb.DetailsAsync(kind, number, toCompare: false, since, cancellationToken)).Select(details => details.Content);
    }
}
