using System.Text.Json.Serialization;

namespace Bitmagnet.Functions.Http;

/// <summary>A problem as RFC 9457 writes it, with the field at fault.</summary>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong and what is allowed.</param>
/// <param name="Field">The query parameter or property at fault; absent where it is none.</param>
public sealed record Problem(
    string Title, int Status, string Detail, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field);
