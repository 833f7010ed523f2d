namespace Bitmagnet.Functions.Tests.Fixtures;

/// <summary>Makes requests as a host does, and reads answers.</summary>
internal static class Requests
{
    public static HttpRequest Query(params (string Name, string? Value)[] parameters)
    {
        var request = new DefaultHttpContext().Request;
        foreach (var (name, value) in parameters.Where(parameter => parameter.Value is not null).DistinctBy(parameter => parameter.Name))
        {
            request.QueryString = request.QueryString.Add(name, value!);
        }

        return request;
    }

    public static HttpRequest Post(string path, string body, string? contentType = "application/json")
    {
        var request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.Path = path;
        request.ContentType = contentType;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return request;
    }

    public static JsonElement Json(IActionResult result, int status)
    {
        var content = Assert.IsType<ContentResult>(result);
        Assert.True(status == content.StatusCode, $"{content.StatusCode}: {content.Content}");
        Assert.StartsWith(status < 300 ? "application/json" : "application/problem+json", content.ContentType, StringComparison.Ordinal);
        return JsonDocument.Parse(content.Content!).RootElement;
    }
}
