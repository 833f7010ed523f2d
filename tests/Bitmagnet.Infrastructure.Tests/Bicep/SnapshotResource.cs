using System.Text.Json;

namespace Bitmagnet.Infrastructure.Tests.Bicep;

/// <summary>One resource of a snapshot; expressions that only a deployment can resolve stay in brackets.</summary>
internal sealed record SnapshotResource(JsonElement Json)
{
    public string Id => Json.GetProperty("id").GetString()!;

    public string Type => Json.GetProperty("type").GetString()!;

    public string Name => Json.GetProperty("name").GetString()!;

    public JsonElement Properties => Json.GetProperty("properties");

    /// <summary>The tags; null where the resource has none.</summary>
    public IReadOnlyDictionary<string, string>? Tags =>
        Json.TryGetProperty("tags", out var tags) ? tags.Deserialize<Dictionary<string, string>>() : null;
}
