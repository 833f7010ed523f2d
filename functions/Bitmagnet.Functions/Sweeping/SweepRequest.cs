using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>The sweep over HTTP: what a request says, and how an answer is written.</summary>
public static class SweepRequest
{
    /// <summary>What is answered to a dryRun that is neither.</summary>
    public const string Refusal = "dryRun must be true or false; nothing was swept.";

    /// <summary>camelCase, enumerations by name.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>False where nothing is said; null where it is neither true nor false, since a typing error must not start a real run.</summary>
    public static bool? ReadDryRun(string? dryRun) => string.IsNullOrEmpty(dryRun) ? false : bool.TryParse(dryRun, out var value) ? value : null;
}
