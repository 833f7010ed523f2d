namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The answer to a look-up. A closed type: <see cref="Found"/>, <see cref="NotFound"/>, <see cref="Unavailable"/> or <see cref="Refused"/>.
/// </summary>
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

    /// <summary>TMDB (or the cache) says that it does not exist.</summary>
    /// <param name="FromCache">No request was made.</param>
    public sealed record NotFound(bool FromCache) : TmdbAnswer<T>;

    /// <summary>TMDB cannot be asked now; ask again later. Does not count as an attempt or as a failure of the job.</summary>
    /// <param name="State">Why, and until when where known.</param>
    public sealed record Unavailable(TmdbAvailability State) : TmdbAnswer<T>;

    /// <summary>TMDB fails on this look-up while it answers others.</summary>
    /// <param name="Fault">What it says, how often it was tried, and when it may be tried again.</param>
    public sealed record Refused(TmdbTitleFault Fault) : TmdbAnswer<T>;
}
