namespace Bitmagnet.Functions.Index;

/// <summary>A torrent without content, of a kind that is enriched.</summary>
/// <param name="InfoHash">The torrent.</param>
/// <param name="Name">torrents.name.</param>
/// <param name="TypeName">movie, tv_show or xxx; null for mainly video without a type.</param>
/// <param name="UpdatedAt">When bitmagnet last wrote its row.</param>
public sealed record UnmatchedRow(InfoHash InfoHash, string Name, string? TypeName, DateTimeOffset UpdatedAt);
