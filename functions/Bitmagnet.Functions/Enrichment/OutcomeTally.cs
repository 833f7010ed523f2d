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

    /// <summary>Why torrents are put back; null: none is. Of several reasons the longest, since all go back in one job.</summary>
    public Deferral? Deferral => deferred.Values.MaxBy(why => why.Until);

    public JobOutcome Outcome => new() { Torrents = torrents, Deferred = [.. deferred.Keys], Deferral = Deferral, AtFault = atFault };

    /// <summary>Whether it is known what came of a torrent.</summary>
    public bool Has(InfoHash infoHash) => torrents.ContainsKey(infoHash);

    /// <summary>Notes what came of a torrent, in place of an earlier deferral.</summary>
    public void Add(InfoHash infoHash, TorrentOutcome outcome, string? reason = null)
    {
        torrents[infoHash] = new TorrentResult(outcome, reason);
        deferred.Remove(infoHash);
        atFault.Remove(infoHash);
    }

    /// <summary>Puts a torrent back for its title's own fault, or gives it up where that is settled.</summary>
    public void Refuse(InfoHash infoHash, TmdbTitleFault fault)
    {
        Add(infoHash, fault.Until is null ? TorrentOutcome.Failed : TorrentOutcome.Deferred, $"{JobReasons.TitleFault}: {fault.Cause}");
        atFault[infoHash] = fault;
    }

    /// <summary>Puts torrents back; of several reasons for one torrent the longest is kept.</summary>
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
