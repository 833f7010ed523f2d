using System.Text.Json.Serialization;
using Bitmagnet.Functions.Corrections;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Index.Queue;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions;

/// <summary>
/// The types that are kept as JSON in tables, in messages and in bitmagnet's payloads, in the serializer's own form. The compiler writes the code, so that nothing is
/// reflected on or compiled while the app runs. An init-only property that a text leaves out is set to null, whatever its initial value.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ContentRef[]))]
[JsonSerializable(typeof(CorrectionBefore))]
[JsonSerializable(typeof(CorrectionState))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(Dictionary<string, long>))]
[JsonSerializable(typeof(EnrichmentMessage))]
[JsonSerializable(typeof(FeedWalk))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, int>))]
[JsonSerializable(typeof(IReadOnlyList<SweepGroup>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(ProcessTorrentBatchPayload))]
[JsonSerializable(typeof(ProcessTorrentPayload))]
[JsonSerializable(typeof(TmdbDetails[]))]
[JsonSerializable(typeof(TmdbSearchPage[]))]
[JsonSerializable(typeof(TmdbTitleFault))]
internal sealed partial class StoredJson : JsonSerializerContext;
