namespace Bitmagnet.Functions.Http;

/// <summary>A request's query parameters.</summary>
public static class RequestQuery
{
    // The parameters by which the host takes a function key.
    private static readonly string[] KeyParameters = ["code", "clientId"];

    /// <summary>
    /// 400 that names the first parameter that is not known; null where there is none. A mistyped parameter must not do more than was
    /// asked, nor show what was not.
    /// </summary>
    public static IActionResult? RefuseUnknown(HttpRequest request, params string[] known) =>
        request.Query.Keys.Except([.. known, .. KeyParameters], StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown
            ? Answer.Refuse(unknown, request.Query[unknown], $"no parameter but {string.Join(", ", known)}")
            : null;
}
