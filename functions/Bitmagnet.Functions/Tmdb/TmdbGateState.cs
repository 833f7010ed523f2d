using Azure;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>The gate's row as read or written.</summary>
/// <param name="Availability">Whether TMDB can be asked.</param>
/// <param name="Failures">Probes that failed in a row.</param>
/// <param name="Call">The kind of call that failed, which the probe repeats; null where none is known.</param>
/// <param name="ETag">The row's version; the default if there is no row.</param>
/// <param name="ReadAt">When it was read or written.</param>
internal sealed record TmdbGateState(TmdbAvailability Availability, int Failures, string? Call, ETag ETag, DateTimeOffset ReadAt)
{
    public bool IsAvailable => Availability.Status == TmdbStatus.Available;
}
