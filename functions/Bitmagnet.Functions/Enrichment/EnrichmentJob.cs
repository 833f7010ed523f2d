using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>A job as read from a message.</summary>
/// <param name="Id">Its id in the ledger.</param>
/// <param name="InfoHashes">1 to 1,000 torrents, all different.</param>
/// <param name="Attempts">Attempts before this one.</param>
/// <param name="Deferrals">Deferrals before this one.</param>
/// <param name="Fed">Made by the feed.</param>
/// <param name="TraceParent">W3C trace context of the sender, if any.</param>
public sealed record EnrichmentJob(
    string Id, IReadOnlyList<InfoHash> InfoHashes, int Attempts, int Deferrals, bool Fed, string? TraceParent)
{
    /// <summary>The id of its body, under which it is kept where <see cref="Id"/> turns out to be another job's.</summary>
    public string BodyId { get; init; } = Id;

    /// <summary>A person asked for it by name.</summary>
    public bool Asked { get; init; }

    /// <summary>The queue is to be topped up after it.</summary>
    public bool TopUp { get; init; }

    /// <summary>Ask TMDB anew, whatever is kept, also for torrents that have content.</summary>
    public bool Force { get; init; }

    /// <summary>Where TMDB is asked anew: answers since then will do, as those to other jobs of the same walk; null: none of before this run.</summary>
    public DateTimeOffset? Since { get; init; }
}
