namespace Bitmagnet.Functions.Operations;

/// <summary>A torrent of a job.</summary>
/// <param name="InfoHash">40 hexadecimal characters.</param>
/// <param name="Name">Its name; null where bitmagnet has no such torrent.</param>
/// <param name="Content">What it has now; null where it has none.</param>
public sealed record JobTorrent(string InfoHash, string? Name, FoundContent? Content);
