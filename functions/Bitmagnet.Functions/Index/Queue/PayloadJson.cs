using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bitmagnet.Functions.Index.Queue;

/// <summary>Reads payloads strictly: a field that is missing, doubled, unknown or of another kind makes a text none. As in Go, null is a field left out.</summary>
internal static class PayloadJson
{
    private static readonly JsonDocumentOptions WithoutDoubles = new() { AllowDuplicateProperties = false };

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Strict)
    {
        TypeInfoResolver = StoredJson.Default,
        Converters = { new InfoHashConverter(), new FlagsConverter() },
    };

    /// <summary>The payload; null where the text is none.</summary>
    public static T? TryParse<T>(string json) where T : class
    {
        try
        {
            if (JsonNode.Parse(json, documentOptions: WithoutDoubles) is not JsonObject fields)
            {
                return null;
            }

            string[] empty = [.. fields.Where(field => field.Value is null).Select(field => field.Key)];
            Array.ForEach(empty, name => fields.Remove(name));
            return fields.Deserialize(Strict.TypeInfo<T>());
        }
        catch (JsonException)
        {
            return null; // The callers' closed answer for what is not a payload.
        }
    }

    private sealed class InfoHashConverter : JsonConverter<InfoHash>
    {
        public override InfoHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            InfoHash.TryParse(reader.GetString(), out var infoHash) ? infoHash : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, InfoHash value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }

    private sealed class FlagsConverter : JsonConverter<ClassifierFlags>
    {
        public override ClassifierFlags Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ClassifierFlags.Of(JsonSerializer.Deserialize(ref reader, options.TypeInfo<Dictionary<string, JsonElement>>())!)
            ?? throw new JsonException();

        public override void Write(Utf8JsonWriter writer, ClassifierFlags value, JsonSerializerOptions options) =>
            throw new NotSupportedException();
    }
}
