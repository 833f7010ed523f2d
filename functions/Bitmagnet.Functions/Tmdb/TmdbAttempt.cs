namespace Bitmagnet.Functions.Tmdb;

/// <summary>One attempt of a look-up in the pipeline.</summary>
/// <param name="clock">The look-up's clock, which stands still while the attempt waits for its turn.</param>
internal sealed class TmdbAttempt(TmdbLookUpClock clock)
{
    public TmdbLookUpClock Clock => clock;

    /// <summary>The connection; null until its turn comes.</summary>
    public TmdbTransport? Lane { get; set; }

    /// <summary>When the request was sent; until then, when the attempt began.</summary>
    public required DateTimeOffset AskedAt { get; set; }
}
