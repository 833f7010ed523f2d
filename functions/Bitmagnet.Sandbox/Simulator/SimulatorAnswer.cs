using System.Text.Json.Nodes;

namespace Bitmagnet.Sandbox.Simulator;

/// <summary>An HTTP answer, before it is sent.</summary>
internal sealed record SimulatorAnswer(int Status, string ContentType, byte[] Body)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>TMDB's answer for an unknown resource.</summary>
    public static SimulatorAnswer NotFound { get; } = Json(404, TmdbJson.Error(34, "The resource you requested could not be found."));

    /// <summary>Seconds in Retry-After; null: no header.</summary>
    public int? RetryAfter { get; init; }

    public static SimulatorAnswer Json(int status, JsonNode body) => new(status, "application/json;charset=utf-8", Encode(body));

    /// <summary>TMDB's answer over its limit.</summary>
    public static SimulatorAnswer RateLimited(int retryAfter) =>
        Json(429, TmdbJson.Error(25, "Your request count is over the allowed limit of 40.")) with { RetryAfter = retryAfter };

    /// <summary>JSON as TMDB writes it: UTF-8, letters not escaped.</summary>
    public static byte[] Encode(JsonNode body) => JsonSerializer.SerializeToUtf8Bytes(body, Plain);
}
