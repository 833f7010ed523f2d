using System.Text.Json;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// The result of one request to TMDB, before <see cref="TmdbGate"/> judges whose fault a failure is. A look-up may take several and ends in
/// a <see cref="TmdbAnswer{T}"/>. A closed type: <see cref="Ok"/>, <see cref="Missing"/> or <see cref="Failed"/>.
/// </summary>
internal abstract record TmdbResponse
{
    private TmdbResponse()
    {
    }

    /// <summary>An answer.</summary>
    /// <param name="Root">A JSON object.</param>
    public sealed record Ok(JsonElement Root) : TmdbResponse;

    /// <summary>TMDB says that the resource does not exist, or that the question has no answer.</summary>
    public sealed record Missing : TmdbResponse;

    /// <summary>No answer.</summary>
    /// <param name="Fault">Why.</param>
    public sealed record Failed(TmdbFault Fault) : TmdbResponse;
}
