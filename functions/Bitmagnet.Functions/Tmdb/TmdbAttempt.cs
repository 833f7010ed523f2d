namespace Bitmagnet.Functions.Tmdb;

/// <summary>One attempt of a look-up on its way through the pipeline.</summary>
/// <param name="clock">The look-up's, which stands still while the attempt waits for its turn.</param>
internal sealed class TmdbAttempt(TmdbLookUpClock clock)
{
    public TmdbLookUpClock Clock => clock;

    /// <summary>Its connection; null until its turn comes.</summary>
    public TmdbTransport? Lane { get; set; }

    /// <summary>When its request left; before that, when it began.</summary>
    public required DateTimeOffset AskedAt { get; set; }
}
