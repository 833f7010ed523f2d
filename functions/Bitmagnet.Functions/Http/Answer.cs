using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Http;

/// <summary>How HTTP functions answer: JSON in camelCase, and problems as RFC 9457 says.</summary>
public static class Answer
{
    private const int ShownCharacters = 60;

    /// <summary>The form of <see cref="AnswerJson"/>.</summary>
    public static JsonSerializerOptions Json => AnswerJson.Default.Options;

    /// <summary>A JSON body.</summary>
    public static IActionResult Of<T>(T value, int status = 200) => Of(value, status, "application/json");

    /// <summary>A problem+json body.</summary>
    /// <param name="status">401, 404, 409, 413, 415, 500 or 503.</param>
    /// <param name="field">The query parameter, property or header at fault; null if there is none.</param>
    public static IActionResult Problem(int status, string detail, string? field = null) =>
        Of(new Problem(Title(status), status, detail) { Field = field }, status, "application/problem+json");

    /// <summary>400 that names the field, its value and what is allowed.</summary>
    public static IActionResult Refuse(string field, string? value, string allowed) => Of(
        new Problem(Title(400), 400, $"{field} is {Shown(value)}; allowed: {allowed}.") { Field = field, Value = Cut(value), Allowed = allowed }, 400, "application/problem+json");

    /// <summary>A value in a sentence: at most 60 characters of it, control characters as their codes.</summary>
    internal static string Shown(string? value) => value is null ? "missing" : $"'{VisibleText.Of(Cut(value)!)}'";

    private static string? Cut(string? value) => value?.Length > ShownCharacters ? value[..ShownCharacters] + "…" : value;

    private static IActionResult Of<T>(T value, int status, string type) =>
        new ContentResult { StatusCode = status, ContentType = $"{type}; charset=utf-8", Content = JsonSerializer.Serialize(value, Json.TypeInfo<T>()) };

    private static string Title(int status) => status switch
    {
        400 => "Bad request",
        401 => "Unauthorized",
        404 => "Not found",
        409 => "Conflict",
        413 => "Content too large",
        415 => "Unsupported media type",
        500 => "Internal server error",
        503 => "Service unavailable",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
