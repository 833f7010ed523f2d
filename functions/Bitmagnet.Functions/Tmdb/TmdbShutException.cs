namespace Bitmagnet.Functions.Tmdb;

/// <summary>TMDB is not to be asked now: it was found shut while the look-up waited for the budget.</summary>
/// <param name="state">Why, and until when.</param>
internal sealed class TmdbShutException(TmdbAvailability state) : Exception(state.Cause)
{
    /// <summary>Why, and until when.</summary>
    public TmdbAvailability State => state;
}
