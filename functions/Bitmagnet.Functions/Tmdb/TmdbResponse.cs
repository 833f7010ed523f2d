using System.Text.Json;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// What one request to TMDB brought, before <see cref="TmdbGate"/> judges whose fault a failure is; a look-up, which may take several,
/// ends in a <see cref="TmdbAnswer{T}"/>. A closed type: <see cref="Ok"/>, <see cref="Missing"/> or <see cref="Failed"/>.
/// </summary>
internal abstract record TmdbResponse
{
    private TmdbResponse()
    {
    }

    /// <summary>An answer.</summary>
    /// <param name="Root">A JSON object.</param>
    public sealed record Ok(JsonElement Root) : TmdbResponse;

    /// <summary>TMDB says that there is no such thing, or that the question has no answer.</summary>
    public sealed record Missing : TmdbResponse;

    /// <summary>No answer.</summary>
    /// <param name="Fault">Why.</param>
    public sealed record Failed(TmdbFault Fault) : TmdbResponse;
}
