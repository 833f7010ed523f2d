namespace Bitmagnet.Functions.Tmdb;

/// <summary>Why a request got no answer.</summary>
/// <param name="Status">What it would mean for TMDB as a whole.</param>
/// <param name="Cause">What was seen, in plain words and without secrets.</param>
/// <param name="Wait">How long TMDB asks to wait; null where it does not say.</param>
internal sealed record TmdbFault(TmdbStatus Status, string Cause, TimeSpan? Wait = null)
{
    /// <summary>What a person must do; null: nothing.</summary>
    public string? Remedy { get; init; }

    /// <summary>
    /// How long asking again does harm: for a rate limit or a suspended key. Other faults are probed regardless of Retry-After.
    /// </summary>
    public TimeSpan? HarmfulFor => Status is TmdbStatus.RateLimited or TmdbStatus.Unauthorized ? Wait : null;

    /// <summary>The state of TMDB that the fault means.</summary>
    public TmdbAvailability At(DateTimeOffset since, DateTimeOffset? until) => new(Status, Cause, since, until) { Remedy = Remedy };

    /// <summary>Cause and remedy.</summary>
    public override string ToString() => Remedy is null ? Cause : $"{Cause}; {Remedy}";
}
