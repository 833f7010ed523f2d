using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>A job as a message of the queue <c>tmdb-enrichment</c> holds it.</summary>
/// <param name="Id">Its id in the ledger.</param>
/// <param name="InfoHashes">1 to 1,000 torrents, all different.</param>
/// <param name="Attempts">Attempts before this one.</param>
/// <param name="Deferrals">Deferrals before this one; counted apart from attempts.</param>
/// <param name="Fed">Whether the feed made the job: it finds the torrents in the database again, so they need not wait in the ledger.</param>
/// <param name="TraceParent">W3C trace context of the sender; null: none.</param>
/// <param name="Asked">Whether a person requested the job: the ledger keeps it for a day after it is processed.</param>
/// <param name="TopUp">Whether to top the queue up after the job, since the database holds more.</param>
/// <param name="Force">Whether to ask TMDB again whatever is cached, also for torrents that have content.</param>
/// <param name="Since">With <paramref name="Force"/>: TMDB's answers since this time may be used, such as those to other jobs of the same walk; null: none from before this run.</param>
public sealed record EnrichmentJob(
    string Id, IReadOnlyList<InfoHash> InfoHashes, int Attempts, int Deferrals, bool Fed, string? TraceParent,
    bool Asked = false, bool TopUp = false, bool Force = false, DateTimeOffset? Since = null)
{
    /// <summary>The id from the message's body, used in the ledger if <see cref="Id"/> turns out to be another job's.</summary>
    public string BodyId { get; init; } = Id;
}
