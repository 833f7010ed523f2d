using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Leave for one request now. Its slot is spent by time, not by disposal.</summary>
internal sealed class TmdbBudgetLease : RateLimitLease
{
    /// <summary>All are alike.</summary>
    public static readonly TmdbBudgetLease Instance = new();

    /// <inheritdoc/>
    public override bool IsAcquired => true;

    /// <inheritdoc/>
    public override IEnumerable<string> MetadataNames => [];

    /// <inheritdoc/>
    public override bool TryGetMetadata(string metadataName, [MaybeNullWhen(false)] out object? metadata)
    {
        metadata = null;
        return false;
    }
}
