namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The result of one request to TMDB, before <see cref="TmdbGate"/> judges whose fault a failure is. A look-up may take several and ends in
/// a <see cref="TmdbAnswer{T}"/>. A closed type: <see cref="Ok"/>, <see cref="Missing"/>, <see cref="Failed"/> or <see cref="NotSent"/>.
/// </summary>
internal abstract record TmdbResponse
{
    private TmdbResponse()
    {
    }

    /// <summary>An answer: a JSON object.</summary>
    public sealed record Ok(JsonElement Root) : TmdbResponse;

    /// <summary>TMDB says that the resource does not exist, or that the question has no answer.</summary>
    public sealed record Missing : TmdbResponse;

    /// <summary>No answer.</summary>
    public sealed record Failed(TmdbFault Fault) : TmdbResponse;

    /// <summary>
    /// No request: TMDB is shut, or the budget is used up for longer than a look-up may wait; how long until it has room.
    /// </summary>
    public sealed record NotSent(TimeSpan Wait) : TmdbResponse;
}
