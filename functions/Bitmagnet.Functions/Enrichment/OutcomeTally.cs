using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Adds up a <see cref="JobOutcome"/> while a job runs.</summary>
internal sealed class OutcomeTally
{
    private readonly List<InfoHash> deferred = [];
    private Deferral? deferral;

    public int Attached { get; set; }

    public int Unmatched { get; set; }

    public int Skipped { get; set; }

    public int Waiting { get; set; }

    public JobOutcome Outcome => new()
    {
        Attached = Attached,
        Unmatched = Unmatched,
        Skipped = Skipped,
        Waiting = Waiting,
        Deferred = deferred,
        Deferral = deferral,
    };

    /// <summary>Puts torrents back; of several reasons the one that takes longest is kept, since all go back in one job.</summary>
    public void Defer(IEnumerable<InfoHash> infoHashes, Deferral why)
    {
        deferred.AddRange(infoHashes);
        deferral = deferral is null || why.Until > deferral.Until ? why : deferral;
    }
}
