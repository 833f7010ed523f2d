namespace Bitmagnet.Functions.Sweeping;

/// <summary>Why a job failed, according to its error.</summary>
public enum SweepCause
{
    /// <summary>Another cause, or no error at all.</summary>
    Other,

    /// <summary>TMDB refused, failed or could not be reached.</summary>
    Tmdb,
}
