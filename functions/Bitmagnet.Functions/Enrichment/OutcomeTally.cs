using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Adds up a <see cref="JobOutcome"/> while a job runs.</summary>
internal sealed class OutcomeTally
{
    private readonly Dictionary<InfoHash, TorrentResult> torrents = [];
    private readonly Dictionary<InfoHash, Deferral> deferred = [];
    private readonly Dictionary<InfoHash, TmdbTitleFault> atFault = [];

    /// <summary>Why torrents are deferred; null: none is. The reason with the longest wait counts, since all go into one job.</summary>
    public Deferral? Deferral => deferred.Values.MaxBy(why => why.Until);

    public JobOutcome Outcome => new() { Torrents = torrents, Deferred = [.. deferred.Keys], Deferral = Deferral, AtFault = atFault };

    /// <summary>Whether a torrent has an outcome.</summary>
    public bool Has(InfoHash infoHash) => torrents.ContainsKey(infoHash);

    /// <summary>Notes a torrent's outcome, which replaces an earlier deferral.</summary>
    public void Add(InfoHash infoHash, TorrentOutcome outcome, string? reason = null)
    {
        torrents[infoHash] = new TorrentResult(outcome, reason);
        deferred.Remove(infoHash);
        atFault.Remove(infoHash);
    }

    /// <summary>Defers a torrent for its title's fault, or marks it failed once that is settled.</summary>
    public void Refuse(InfoHash infoHash, TmdbTitleFault fault)
    {
        Add(infoHash, fault.Until is null ? TorrentOutcome.Failed : TorrentOutcome.Deferred, $"{JobReasons.TitleFault}: {fault.Cause}");
        atFault[infoHash] = fault;
    }

    /// <summary>Defers torrents; of several reasons for one torrent the one with the longest wait counts.</summary>
    public void Defer(IEnumerable<InfoHash> infoHashes, Deferral why)
    {
        foreach (var infoHash in infoHashes)
        {
            var longest = deferred.TryGetValue(infoHash, out var before) && before.Until >= why.Until ? before : why;
            torrents[infoHash] = new TorrentResult(TorrentOutcome.Deferred, $"{longest.Reason}: {longest.Detail}");
            deferred[infoHash] = longest;
        }
    }
}
