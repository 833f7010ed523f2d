using Bitmagnet.Functions.Enrichment;

namespace Bitmagnet.Functions.Operations;

/// <summary>What was found for one torrent.</summary>
/// <param name="InfoHash">40 hexadecimal characters.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">Why it has no new content; null where it has.</param>
/// <param name="Content">What it has now; null where it has none.</param>
public sealed record EnrichedTorrent(string InfoHash, TorrentOutcome Outcome, string? Reason, FoundContent? Content);
