using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>A job as read from a message.</summary>
/// <param name="Id">Its id in the ledger.</param>
/// <param name="InfoHashes">1 to 1,000 torrents, all different.</param>
/// <param name="Attempts">Attempts before this one.</param>
/// <param name="Deferrals">Deferrals before this one.</param>
/// <param name="Fed">Whether the feed made the job.</param>
/// <param name="TraceParent">W3C trace context of the sender, if any.</param>
public sealed record EnrichmentJob(
    string Id, IReadOnlyList<InfoHash> InfoHashes, int Attempts, int Deferrals, bool Fed, string? TraceParent)
{
    /// <summary>The id from the message's body, used in the ledger if <see cref="Id"/> turns out to be another job's.</summary>
    public string BodyId { get; init; } = Id;

    /// <summary>Whether a person requested the job.</summary>
    public bool Asked { get; init; }

    /// <summary>Whether to top the queue up after the job.</summary>
    public bool TopUp { get; init; }

    /// <summary>Whether to ask TMDB again whatever is cached, also for torrents that have content.</summary>
    public bool Force { get; init; }

    /// <summary>
    /// With <see cref="Force"/>: TMDB's answers since this time may be used, such as those to other jobs of the same walk; null: none from
    /// before this run.
    /// </summary>
    public DateTimeOffset? Since { get; init; }
}
