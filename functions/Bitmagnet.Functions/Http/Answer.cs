using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Http;

/// <summary>How HTTP functions answer: JSON in camelCase, and problems as RFC 9457 says.</summary>
public static class Answer
{
    /// <summary>camelCase names, enumerations as camelCase words, absent rather than null is for the records to say.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>A JSON body.</summary>
    public static IActionResult Of<T>(T value, int status = 200) => new ContentResult
    {
        StatusCode = status,
        ContentType = "application/json; charset=utf-8",
        Content = JsonSerializer.Serialize(value, Json),
    };

    /// <summary>A problem+json body.</summary>
    /// <param name="status">400, 404, 409, 413 or 415.</param>
    /// <param name="detail">What is wrong and what is allowed.</param>
    /// <param name="field">The query parameter or property at fault; null where it is none.</param>
    public static IActionResult Problem(int status, string detail, string? field = null) => new ContentResult
    {
        StatusCode = status,
        ContentType = "application/problem+json; charset=utf-8",
        Content = JsonSerializer.Serialize(new Problem(Title(status), status, detail, field), Json),
    };

    private static string Title(int status) => status switch
    {
        400 => "Bad request",
        404 => "Not found",
        409 => "Conflict",
        413 => "Content too large",
        415 => "Unsupported media type",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
