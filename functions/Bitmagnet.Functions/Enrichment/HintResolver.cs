using System.Globalization;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>
/// Content by the external id of a torrent's hint, before any name is read (bitmagnet contract §3 step 4):
/// bitmagnet's own content first, in one statement, then TMDB.
/// </summary>
public sealed class HintResolver(LocalContent local, TmdbCatalogue tmdb)
{
    private const int Parallelism = 8;

    /// <summary>
    /// For each torrent that has such a hint, what TMDB or the database answered; <see cref="TmdbAnswer{T}.NotFound"/> means: go on by name.
    /// The flag says whether the content is stored already.
    /// </summary>
    public async Task<IReadOnlyDictionary<InfoHash, (TmdbAnswer<Content> Answer, bool IsStored)>> ResolveAsync(
        IReadOnlyList<IndexedTorrent> torrents, bool anew, CancellationToken cancellationToken)
    {
        var hinted = torrents
            .Select(torrent => (torrent.InfoHash, Key: KeyOf(torrent.Hint)))
            .Where(entry => entry.Key is not null)
            .Select(entry => (entry.InfoHash, Key: entry.Key!.Value))
            .ToArray();
        if (hinted.Length == 0)
        {
            return new Dictionary<InfoHash, (TmdbAnswer<Content>, bool)>();
        }

        var keys = hinted.Select(entry => entry.Key).Distinct().ToArray();
        var stored = await local.FindByIdsAsync(keys, cancellationToken);
        var answers = new (TmdbAnswer<Content> Answer, bool IsStored)[keys.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, keys.Length, options, async (index, token) => answers[index] = stored[index] is { } content
            ? (new TmdbAnswer<Content>.Found(content, FromCache: true), true)
            : (await AskAsync(keys[index], anew, token), false));

        var byKey = keys.Select((key, index) => (key, index)).ToDictionary(entry => entry.key, entry => answers[entry.index]);
        return hinted.ToDictionary(entry => entry.InfoHash, entry => byKey[entry.Key]);
    }

    private static (ContentType Type, string Source, string Id)? KeyOf(TorrentHint? hint) =>
        hint is { Source: { } source, Id: { } id } && ContentTypeNames.FromName(hint.Type) is { } type ? (type, source, id) : null;

    private async Task<TmdbAnswer<Content>> AskAsync(
        (ContentType Type, string Source, string Id) key, bool anew, CancellationToken cancellationToken)
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
                switch (await tmdb.FindAsync(key.Source, key.Id, kind, anew, cancellationToken))
                {
                    case TmdbAnswer<ContentRef>.Found found:
                        id = found.Value.Id;
                        break;
                    case TmdbAnswer<ContentRef>.Unavailable unavailable:
                        return new TmdbAnswer<Content>.Unavailable(unavailable.State);
                    default:
                        return new TmdbAnswer<Content>.NotFound(FromCache: false);
                }

                break;
            default:
                return new TmdbAnswer<Content>.NotFound(FromCache: true);
        }

        if (!int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new TmdbAnswer<Content>.NotFound(FromCache: true);
        }

        return await tmdb.DetailsAsync(kind, number, anew, cancellationToken) switch
        {
            TmdbAnswer<TmdbDetails>.Found found => new TmdbAnswer<Content>.Found(found.Value.Content, found.FromCache),
            TmdbAnswer<TmdbDetails>.Unavailable unavailable => new TmdbAnswer<Content>.Unavailable(unavailable.State),
            _ => new TmdbAnswer<Content>.NotFound(FromCache: false),
        };
    }
}
