using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Leave for one request now, or none. A slot is spent by time, not by disposal.</summary>
/// <param name="retryAfter">When a slot would come, where there is no leave; null where there is.</param>
internal sealed class TmdbBudgetLease(TimeSpan? retryAfter) : RateLimitLease
{
    /// <summary>Leave for one request.</summary>
    public static readonly TmdbBudgetLease Acquired = new(null);

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
}
