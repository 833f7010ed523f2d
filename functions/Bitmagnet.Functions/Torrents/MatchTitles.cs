using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Torrents;

/// <summary>The content that a person names by its TMDB id: bitmagnet's own, else TMDB's details.</summary>
public sealed class MatchTitles(LocalContent local, TmdbCatalogue tmdb)
{
    /// <summary>The content, and whether bitmagnet has it already.</summary>
    public async Task<(TmdbAnswer<Content> Answer, bool IsStored)> FindAsync(TmdbKind kind, int id, CancellationToken cancellationToken)
    {
        var key = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        ContentType[] types = kind == TmdbKind.Tv ? [ContentType.TvShow] : [ContentType.Movie, ContentType.Xxx];
        var stored = await local.LoadAsync([.. types.Select(type => new ContentRef(type, ContentRef.Tmdb, key))], cancellationToken);
        return stored.Values.FirstOrDefault() is { } content
            ? (new TmdbAnswer<Content>.Found(content, FromCache: true), true)
            : ((await tmdb.DetailsAsync(kind, id, toCompare: false, since: null, cancellationToken)).Select(details => details.Content), false);
    }

    /// <summary>A content that was attached before; null where it is gone.</summary>
    public async Task<Content?> LoadAsync(ContentRef content, CancellationToken cancellationToken) =>
        (await local.LoadAsync([content], cancellationToken)).GetValueOrDefault(content);
}
