namespace Bitmagnet.Functions.Index;

/// <summary>What torrent_hints says of a torrent (bitmagnet contract §1, §3 step 4).</summary>
/// <param name="Type">content_type: any of bitmagnet's types.</param>
/// <param name="Source">content_source: <c>tmdb</c>, <c>imdb</c>, <c>tvdb</c> or another; null where only the type is hinted.</param>
/// <param name="Id">content_id; set where <paramref name="Source"/> is.</param>
/// <param name="Languages">languages, as JSON; null where it names none.</param>
public sealed record TorrentHint(string Type, string? Source, string? Id, string? Languages);

/// <summary>What becomes of a torrent's row in torrent_hints.</summary>
/// <param name="Hint">Its type, source and id from now on; what else the row says stays. Null: the row goes.</param>
public sealed record HintChange(TorrentHint? Hint);
