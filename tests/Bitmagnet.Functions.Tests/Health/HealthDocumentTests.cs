using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using Bitmagnet.Functions.Http;

namespace Bitmagnet.Functions.Tests.Health;

/// <summary>Checks docs/health.md against the answer of <c>GET /api/health</c>.</summary>
public sealed partial class HealthDocumentTests
{
    [Fact]
    public void Document_NamesEveryFieldOfTheReport()
    {
        var text = File.ReadAllText(Path.Combine(NpmPackages.FindRoot(), "docs", "health.md"));
        var named = Code().Matches(text[text.IndexOf("## The JSON", StringComparison.Ordinal)..text.IndexOf("## Findings", StringComparison.Ordinal)])
            .SelectMany(code => code.Groups[1].Value.Split('.', StringSplitOptions.RemoveEmptyEntries)).Select(part => part.Replace("[]", "", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);

        var fields = new HashSet<string>(StringComparer.Ordinal);
        Collect(Answer.Json.GetJsonSchemaAsNode(typeof(HealthReport)), fields);

        // The requested backfill is described with its own call.
        Assert.InRange(fields.Count, 60, 200);
        Assert.Empty(fields.Except(named).Except(["state", "until", "contentTypes", "text", "rematch", "startedAt", "endedAt", "fed", "share", "timeLeft"]));
    }

    private static void Collect(JsonNode? schema, HashSet<string> names)
    {
        switch (schema)
        {
            case JsonObject part:
                if (part["properties"] is JsonObject properties)
                {
                    names.UnionWith(properties.Select(property => property.Key));
                }

                foreach (var (_, value) in part)
                {
                    Collect(value, names);
                }

                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Collect(item, names);
                }

                break;
            default:
                break;
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
