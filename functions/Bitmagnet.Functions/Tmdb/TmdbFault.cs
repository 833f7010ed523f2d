namespace Bitmagnet.Functions.Tmdb;

/// <summary>Why a request got no answer.</summary>
/// <param name="Status">What it would mean for TMDB as a whole.</param>
/// <param name="Cause">In plain words and without secrets, with the remedies if a person must act.</param>
/// <param name="Wait">How long TMDB asks to wait; null where it does not say.</param>
internal sealed record TmdbFault(TmdbStatus Status, string Cause, TimeSpan? Wait = null)
{
    /// <summary>
    /// How long asking again does harm: for a rate limit or a suspended key. Other faults are probed regardless of Retry-After.
    /// </summary>
    public TimeSpan? HarmfulFor => Status is TmdbStatus.RateLimited or TmdbStatus.Unauthorized ? Wait : null;
}
