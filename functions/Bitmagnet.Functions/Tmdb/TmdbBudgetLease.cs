using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Permission for one request now, or its refusal. A slot is spent by time, not by disposal.</summary>
internal sealed class TmdbBudgetLease : RateLimitLease
{
    private readonly TimeSpan? retryAfter;

    private TmdbBudgetLease(TimeSpan? retryAfter) => this.retryAfter = retryAfter;

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

    public static TmdbBudgetLease Acquired() => new(null);

    /// <summary>A refusal.</summary>
    /// <param name="retryAfter">When a slot would come.</param>
    public static TmdbBudgetLease Refused(TimeSpan retryAfter) => new(retryAfter);
}
