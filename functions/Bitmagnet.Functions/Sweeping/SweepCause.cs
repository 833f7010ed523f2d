namespace Bitmagnet.Functions.Sweeping;

/// <summary>Why a job failed, as far as its error tells.</summary>
public enum SweepCause
{
    /// <summary>Anything but TMDB, or no error at all.</summary>
    Other,

    /// <summary>TMDB refused, failed or could not be reached.</summary>
    Tmdb,
}
