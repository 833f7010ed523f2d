namespace Bitmagnet.Functions.Enrichment;

/// <summary>What came of one torrent, and why.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Reason">Why it has no new content, in words; null where it has.</param>
public sealed record TorrentResult(TorrentOutcome Outcome, string? Reason = null);
