using System.Text.Json.Serialization;

namespace Bitmagnet.Functions.Http;

/// <summary>A problem as RFC 9457 writes it, with the field at fault.</summary>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong and what is allowed.</param>
public sealed record Problem(string Title, int Status, string Detail)
{
    /// <summary>The query parameter, property or header at fault; absent if there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>Its value, cut where it is long; absent where it is missing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Value { get; init; }

    /// <summary>What would be allowed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Allowed { get; init; }
}
