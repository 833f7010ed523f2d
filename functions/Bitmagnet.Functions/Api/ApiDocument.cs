using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.JobActions;
using Bitmagnet.Functions.Notifications;
using Bitmagnet.Functions.OnDemand;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions.Api;

/// <summary>The OpenAPI 3.1 document: openapi.json beside this file, with each answer's schema made from its type.</summary>
public sealed class ApiDocument
{
    private const string Route = "/openapi.json";

    private static readonly Type[] Answers =
    [
        typeof(HealthReport), typeof(JobList), typeof(JobDetail), typeof(ReplayedJob), typeof(DeletedJob), typeof(ReplayBatch), typeof(FeedSwitchState),
        typeof(EnrichAnswer), typeof(BackfillStatus), typeof(BackfillChange), typeof(SweepRun), typeof(DashboardData), typeof(History),
        typeof(TorrentStory), typeof(TorrentList), typeof(TmdbTitles), typeof(MatchAnswer), typeof(JobTorrentList), typeof(DeletedBatch), typeof(NotifyTest),
        typeof(Problem),
    ];

    private readonly Lazy<JsonNode> document = new(Create);

    /// <summary>200 with the document, whose server is where it was asked for.</summary>
    public IActionResult AnswerTo(HttpRequest request)
    {
        var path = request.PathBase.Add(request.Path).Value!;
        var answer = document.Value.DeepClone();
        answer["servers"]![0]!["url"] = path[..^Route.Length];
        return new ContentResult { StatusCode = 200, ContentType = "application/json; charset=utf-8", Content = answer.ToJsonString(Answer.Json) };
    }

    private static JsonNode Create()
    {
        using var stream = typeof(ApiDocument).Assembly.GetManifestResourceStream("openapi.json")!;
        var root = JsonNode.Parse(stream)!;
        var schemas = root["components"]!["schemas"]!;
        foreach (var type in Answers)
        {
            var schema = Answer.Json.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
            schemas[type.Name] = WithoutReferences(schema, schema);
        }

        return root;
    }

    /// <summary>Replaces each reference by what it points to: references count from the schema's own root, which lies elsewhere in the document.</summary>
    private static JsonNode? WithoutReferences(JsonNode? node, JsonNode root) => node switch
    {
        JsonObject part when part["$ref"]?.GetValue<string>() is { } reference => WithoutReferences(
            reference.Split('/').Skip(1).Aggregate(root, (place, name) => place is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)]! : place[name]!), root),
        JsonObject part => new JsonObject(part.Where(property => property.Key != "default").Select(property => KeyValuePair.Create(property.Key, WithoutReferences(property.Value, root)))),
        JsonValue any when any.GetValueKind() == JsonValueKind.True => new JsonObject(), // anything; not every reader knows the short form
        JsonArray list => new JsonArray([.. list.Select(item => WithoutReferences(item, root))]),
        _ => node?.DeepClone(),
    };
}
