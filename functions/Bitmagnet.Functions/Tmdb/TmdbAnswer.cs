namespace Bitmagnet.Functions.Tmdb;

/// <summary>What came of asking TMDB. A closed type: <see cref="Found"/>, <see cref="NotFound"/> or <see cref="Unavailable"/>.</summary>
/// <typeparam name="T">The value of a found answer.</typeparam>
public abstract record TmdbAnswer<T>
{
    private TmdbAnswer()
    {
    }

    /// <summary>TMDB (or the cache) has it.</summary>
    /// <param name="Value">The answer.</param>
    /// <param name="FromCache">No request was made.</param>
    public sealed record Found(T Value, bool FromCache) : TmdbAnswer<T>;

    /// <summary>TMDB (or the cache) says that there is none.</summary>
    /// <param name="FromCache">No request was made.</param>
    public sealed record NotFound(bool FromCache) : TmdbAnswer<T>;

    /// <summary>TMDB cannot be asked now; ask again later. Never an attempt, never a failure of the job.</summary>
    /// <param name="State">Why, and until when where known.</param>
    public sealed record Unavailable(TmdbAvailability State) : TmdbAnswer<T>;
}
