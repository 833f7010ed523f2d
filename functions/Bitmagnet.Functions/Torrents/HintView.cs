using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Torrents;

/// <summary>A torrent's hint as an answer shows it.</summary>
/// <param name="Type">Any of bitmagnet's content types.</param>
/// <param name="Source">tmdb, imdb, tvdb or another; null where the type alone is hinted.</param>
/// <param name="Id">The id within the source.</param>
public sealed record HintView(string Type, string? Source, string? Id)
{
    /// <summary>The hint as it is shown.</summary>
    public static HintView? Of(TorrentHint? hint) => hint is null ? null : new HintView(hint.Type, hint.Source, hint.Id);
}
