using System.Text.Json;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>What one request to TMDB brought. A closed type: <see cref="Ok"/>, <see cref="Missing"/> or <see cref="Failed"/>.</summary>
internal abstract record TmdbReply
{
    private TmdbReply()
    {
    }

    /// <summary>An answer.</summary>
    /// <param name="Root">A JSON object.</param>
    public sealed record Ok(JsonElement Root) : TmdbReply;

    /// <summary>TMDB says that there is no such thing, or that the question has no answer.</summary>
    public sealed record Missing : TmdbReply;

    /// <summary>No answer.</summary>
    /// <param name="Fault">Why.</param>
    public sealed record Failed(TmdbFault Fault) : TmdbReply;
}
