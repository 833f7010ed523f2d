using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Leave for one request now, or none. A slot is spent by time, not by disposal; the connection is given back.</summary>
internal sealed class TmdbBudgetLease : RateLimitLease
{
    private readonly TimeSpan? retryAfter;
    private SemaphoreSlim? connections;

    private TmdbBudgetLease(TimeSpan? retryAfter, SemaphoreSlim? connections)
    {
        this.retryAfter = retryAfter;
        this.connections = connections;
    }

    /// <inheritdoc/>
    public override bool IsAcquired => retryAfter is null;

    /// <inheritdoc/>
    public override IEnumerable<string> MetadataNames => IsAcquired ? [] : [MetadataName.RetryAfter.Name];

    /// <inheritdoc/>
    public override bool TryGetMetadata(string metadataName, [MaybeNullWhen(false)] out object? metadata)
    {
        metadata = metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
        return metadata is not null;
    }

    /// <summary>Leave for one request.</summary>
    /// <param name="connections">Where its connection was taken from; null where they are not counted.</param>
    public static TmdbBudgetLease Acquired(SemaphoreSlim? connections) => new(null, connections);

    /// <summary>No leave.</summary>
    /// <param name="retryAfter">When a slot would come.</param>
    public static TmdbBudgetLease Refused(TimeSpan retryAfter) => new(retryAfter, null);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Interlocked.Exchange(ref connections, null)?.Release();
        base.Dispose(disposing);
    }
}
