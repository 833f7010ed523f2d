namespace Bitmagnet.Functions.Index;

/// <summary>What becomes of a torrent's row in torrent_hints.</summary>
/// <param name="Hint">Its type, source and id from now on; what else the row says stays. Null: the row goes.</param>
public sealed record HintChange(TorrentHint? Hint);
