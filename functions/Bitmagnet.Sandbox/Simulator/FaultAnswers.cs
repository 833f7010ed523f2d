using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Bitmagnet.Sandbox.Simulator;

/// <summary>Turns an answer into the faulty one (pure, except for the two faults of the connection itself).</summary>
internal static class FaultAnswers
{
    public static SimulatorAnswer Apply(FaultOrder order, SimulatorAnswer right) => order.Fault switch
    {
        FaultKind.RateLimit => SimulatorAnswer.RateLimited(order.RetryAfter),
        FaultKind.RateLimitBody => SimulatorAnswer.Json(200, TmdbJson.Error(25, "Your request count is over the allowed limit.")),
        FaultKind.BadKey => SimulatorAnswer.Json(401, TmdbJson.Error(7, "Invalid API key: You must be granted a valid key.")),
        FaultKind.SuspendedKey => SimulatorAnswer.Json(401, TmdbJson.Error(10, "Suspended API key: Access to your account has been suspended, contact TMDB.")),
        FaultKind.NotFound => SimulatorAnswer.NotFound,
        FaultKind.NoResults => SimulatorAnswer.Json(200, TmdbJson.Page([], 1)),
        FaultKind.Maintenance => Page(503, "503 Service Temporarily Unavailable"),
        FaultKind.GatewayTimeout => Page(504, "504 Gateway Time-out"),
        FaultKind.CdnBlock => new SimulatorAnswer(403, "text/plain; charset=UTF-8", Encoding.UTF8.GetBytes("error code: 1020")),
        FaultKind.LegalBlock => new SimulatorAnswer(451, "text/plain; charset=UTF-8", Encoding.UTF8.GetBytes("Unavailable For Legal Reasons")),
        FaultKind.SilentGzip => right with { Body = Gzip(right.Body) },
        FaultKind.Truncated => right with { Body = right.Body[..(right.Body.Length / 2)] },
        FaultKind.Empty => right with { Body = [] },
        FaultKind.Nulls => right with { Body = Rewrite(right.Body, static (name, value) => name is "id" or "page" or "results" ? value : value is JsonArray or JsonObject ? value : null) },
        FaultKind.BadDates => right with { Body = Rewrite(right.Body, static (name, value) => name switch { "release_date" => "0000-00-00", "first_air_date" => "", _ => value }) },
        FaultKind.Refused or FaultKind.Slow => right,
        _ => throw new InvalidOperationException($"{order.Fault} has no answer."),
    };

    private static SimulatorAnswer Page(int status, string title) =>
        new(status, "text/html", Encoding.UTF8.GetBytes($"<html><head><title>{title}</title></head><body><center><h1>{title}</h1></center></body></html>"));

    private static byte[] Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    private static byte[] Rewrite(byte[] body, Func<string, JsonNode?, JsonNode?> change)
    {
        var root = JsonNode.Parse(body);
        Walk(root);
        return SimulatorAnswer.Encode(root!);

        void Walk(JsonNode? node)
        {
            if (node is JsonArray array)
            {
                foreach (var item in array)
                {
                    Walk(item);
                }
            }
            else if (node is JsonObject obj)
            {
                foreach (var (name, value) in obj.ToList())
                {
                    var changed = change(name, value);
                    if (ReferenceEquals(changed, value))
                    {
                        Walk(value);
                    }
                    else
                    {
                        obj[name] = changed;
                    }
                }
            }
        }
    }
}
