namespace Bitmagnet.Functions.Operations;

/// <summary>What was found for torrents that a person named.</summary>
/// <param name="Job">The job that goes on with those that are deferred; null where all is done.</param>
/// <param name="Torrents">Each torrent, in the order asked for.</param>
public sealed record EnrichAnswer(string? Job, IReadOnlyList<EnrichedTorrent> Torrents);
