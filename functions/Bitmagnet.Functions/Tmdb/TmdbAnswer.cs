namespace Bitmagnet.Functions.Tmdb;

/// <summary>What came of a look-up. A closed type: <see cref="Found"/>, <see cref="NotFound"/>, <see cref="Unavailable"/> or <see cref="Refused"/>.</summary>
/// <typeparam name="T">The value of a found answer.</typeparam>
public abstract record TmdbAnswer<T>
{
    private TmdbAnswer()
    {
    }

    /// <summary>The same answer with another value.</summary>
    public TmdbAnswer<TOther> Select<TOther>(Func<T, TOther> map) => this switch
    {
        Found found => new TmdbAnswer<TOther>.Found(map(found.Value), found.FromCache),
        NotFound missing => new TmdbAnswer<TOther>.NotFound(missing.FromCache),
        Unavailable unavailable => new TmdbAnswer<TOther>.Unavailable(unavailable.State),
        Refused refused => new TmdbAnswer<TOther>.Refused(refused.Fault),
        _ => throw new InvalidOperationException($"{GetType()} is not an answer."),
    };

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

    /// <summary>TMDB answers others, and fails on this look-up.</summary>
    /// <param name="Fault">What it says, how often it was tried, and when it may be tried again.</param>
    public sealed record Refused(TmdbTitleFault Fault) : TmdbAnswer<T>;
}
