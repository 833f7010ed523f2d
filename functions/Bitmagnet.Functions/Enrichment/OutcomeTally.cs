using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Adds up a <see cref="JobOutcome"/> while a job runs.</summary>
internal sealed class OutcomeTally
{
    private readonly Dictionary<InfoHash, TorrentResult> torrents = [];
    private readonly List<InfoHash> deferred = [];
    private readonly Dictionary<InfoHash, TmdbTitleFault> atFault = [];

    /// <summary>Why torrents are put back; null: none is.</summary>
    public Deferral? Deferral { get; private set; }

    public JobOutcome Outcome => new() { Torrents = torrents, Deferred = deferred, Deferral = Deferral, AtFault = atFault };

    /// <summary>Whether it is known what came of a torrent.</summary>
    public bool Has(InfoHash infoHash) => torrents.ContainsKey(infoHash);

    /// <summary>Notes what came of a torrent.</summary>
    public void Add(InfoHash infoHash, TorrentOutcome outcome, string? reason = null) => torrents[infoHash] = new TorrentResult(outcome, reason);

    /// <summary>Puts a torrent back for its title's own fault, or gives it up where that is settled.</summary>
    public void Refuse(InfoHash infoHash, TmdbTitleFault fault)
    {
        atFault[infoHash] = fault;
        Add(infoHash, fault.Until is null ? TorrentOutcome.Failed : TorrentOutcome.Deferred, $"{JobReasons.TitleFault}: {fault.Cause}");
    }

    /// <summary>Puts torrents back; of several reasons the one that takes longest is kept, since all go back in one job.</summary>
    public void Defer(IEnumerable<InfoHash> infoHashes, Deferral why)
    {
        foreach (var infoHash in infoHashes)
        {
            if (torrents.GetValueOrDefault(infoHash)?.Outcome != TorrentOutcome.Deferred)
            {
                deferred.Add(infoHash);
            }

            Add(infoHash, TorrentOutcome.Deferred, $"{why.Reason}: {why.Detail}");
        }

        Deferral = Deferral is null || why.Until > Deferral.Until ? why : Deferral;
    }
}
