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

    /// <summary>TMDB has it, or the cache: no request was made then.</summary>
    public sealed record Found(T Value, bool FromCache) : TmdbAnswer<T>;

    /// <summary>TMDB says that it does not exist, or the cache: no request was made then.</summary>
    public sealed record NotFound(bool FromCache) : TmdbAnswer<T>;

    /// <summary>TMDB cannot be asked now; ask again later. Does not count as an attempt or as a failure of the job.</summary>
    public sealed record Unavailable(TmdbAvailability State) : TmdbAnswer<T>;

    /// <summary>TMDB fails on this look-up while it answers others.</summary>
    public sealed record Refused(TmdbTitleFault Fault) : TmdbAnswer<T>;
}
