using System.Text.Json;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Releases;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Explaining;

/// <summary>What <c>POST /api/explain</c> answers: for each name the object that <c>explain --json</c> writes.</summary>
public sealed class ExplainEndpoint(TitleResolver resolver)
{
    /// <summary>Most names in a request.</summary>
    public const int MaxNames = 100;

    /// <summary>Most bytes of a request's body.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>200 with a JSON array in the order of the names, or 400 or 413 with problem+json.</summary>
    public async Task<IActionResult> AnswerAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxBytes + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxBytes)
        {
            return Problem(413, $"The body is larger than {MaxBytes} bytes.");
        }

        if (Read(bytes.AsSpan(0, length)) is not { Names: { Count: > 0 and <= MaxNames } names } request || names.Any(name => name is null))
        {
            return Problem(400, $"The body is to be {{\"names\": [\"…\"], \"match\": false}} with 1 to {MaxNames} names.");
        }

        var lines = request.Match
            ? (await resolver.ResolveAsync([.. names.Select(ExplainCommand.Request)], cancellationToken))
                .Select(resolution => ExplanationJson.Line(resolution.Release, resolution))
            : names.Select(name => ExplanationJson.Line(ReleaseParser.Parse(name), null));
        return new ContentResult { Content = $"[{string.Join(",\n", lines)}]", ContentType = "application/json; charset=utf-8", StatusCode = 200 };
    }

    private static ExplainRequest? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<ExplainRequest>(body, Options);
        }
        catch (JsonException)
        {
            return null; // answered as a bad request
        }
    }

    private static ObjectResult Problem(int status, string detail)
    {
        var result = new ObjectResult(new ProblemDetails { Status = status, Title = "Bad request", Detail = detail }) { StatusCode = status };
        result.ContentTypes.Add("application/problem+json");
        return result;
    }
}
