namespace Bitmagnet.Functions.Enrichment;

/// <summary>The result of one torrent.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">Why it has no new content, in words; null if it has.</param>
public sealed record TorrentResult(TorrentOutcome Outcome, string? Reason = null);
