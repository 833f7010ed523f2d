namespace Bitmagnet.Functions.Torrents;

/// <summary>One page of torrents.</summary>
/// <param name="Torrents">Newest first; a page may be empty and yet have a next one.</param>
/// <param name="Continuation">Asks for the next page; null on the last.</param>
public sealed record TorrentList(IReadOnlyList<TorrentItem> Torrents, string? Continuation);

/// <summary>A torrent in a list.</summary>
/// <param name="InfoHash">40 hexadecimal characters.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">movie, tv_show or xxx; null: bitmagnet left it without a type.</param>
/// <param name="UpdatedAt">When bitmagnet last wrote its row.</param>
/// <param name="Reason">Why it has no title, in words.</param>
/// <param name="Steps">What was looked up and decided.</param>
public sealed record TorrentItem(
    string InfoHash, string Name, string? Type, DateTimeOffset UpdatedAt, string Reason, IReadOnlyList<string> Steps);
