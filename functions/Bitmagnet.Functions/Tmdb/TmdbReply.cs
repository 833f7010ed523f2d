namespace Bitmagnet.Functions.Tmdb;

/// <summary>What one request to TMDB brought. A closed type: <see cref="Ok"/>, <see cref="Missing"/>, <see cref="Failed"/> or <see cref="NotAsked"/>.</summary>
/// <typeparam name="T">The value of a good answer.</typeparam>
public abstract record TmdbReply<T>
{
    private TmdbReply()
    {
    }

    /// <summary>An answer.</summary>
    /// <param name="Value">The answer.</param>
    public sealed record Ok(T Value) : TmdbReply<T>;

    /// <summary>TMDB says that there is no such thing, or that the question has no answer.</summary>
    public sealed record Missing : TmdbReply<T>;

    /// <summary>No request left: TMDB was found shut meanwhile.</summary>
    /// <param name="State">Why, and until when.</param>
    public sealed record NotAsked(TmdbAvailability State) : TmdbReply<T>;

    /// <summary>No answer.</summary>
    /// <param name="Fault">Why.</param>
    /// <param name="IsGeneral">Whether the fault is TMDB's as a whole; false where only this request failed while others succeed, or never left.</param>
    public sealed record Failed(TmdbFault Fault, bool IsGeneral = true) : TmdbReply<T>;
}
