namespace Bitmagnet.Functions.Torrents;

/// <summary>One page of torrents.</summary>
/// <param name="Torrents">Newest first; a page may be empty and yet have a next one.</param>
/// <param name="Continuation">Asks for the next page; null on the last.</param>
public sealed record TorrentList(IReadOnlyList<TorrentItem> Torrents, string? Continuation);
