using System.Text.Json;
using System.Text.Json.Serialization;
using Bitmagnet.Functions;
using Bitmagnet.LocalHost.Doctor;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>What commands write as JSON, in the form of the app's answers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Metadata, Converters = [typeof(CamelCaseWords<Verdict>)])]
[JsonSerializable(typeof(Dictionary<string, long>))]
[JsonSerializable(typeof(IReadOnlyList<Diagnosis>))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class CommandJson : JsonSerializerContext;
