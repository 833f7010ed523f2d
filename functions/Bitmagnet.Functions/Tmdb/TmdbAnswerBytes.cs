using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Stores answers as JSON: a found one is a list of one, "not found" an empty list, a title's fault an object. Pure.</summary>
internal static class TmdbAnswerBytes
{
    /// <summary>Short JSON: no escapes, no absent values, and only the digits that TMDB wrote.</summary>
    private static readonly JsonSerializerOptions Short = new()
    {
        TypeInfoResolver = StoredJson.Default,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new SingleConverter() },
    };

    public static byte[] Of<T>(TmdbAnswer<T> answer) => answer switch
    {
        TmdbAnswer<T>.Found found => JsonSerializer.SerializeToUtf8Bytes([found.Value], Short.TypeInfo<T[]>()),
        TmdbAnswer<T>.NotFound => "[]"u8.ToArray(),
        TmdbAnswer<T>.Refused refused => JsonSerializer.SerializeToUtf8Bytes(refused.Fault, Short.TypeInfo<TmdbTitleFault>()),
        _ => throw new InvalidOperationException($"{answer.GetType()} is not kept."),
    };

    /// <summary>Reads an answer from the cache.</summary>
    public static TmdbAnswer<T> Read<T>(byte[] bytes) => bytes is [(byte)'{', ..]
        ? new TmdbAnswer<T>.Refused(JsonSerializer.Deserialize(bytes, Short.TypeInfo<TmdbTitleFault>())!)
        : JsonSerializer.Deserialize(bytes, Short.TypeInfo<T[]>()) is [var value]
            ? new TmdbAnswer<T>.Found(value, true)
            : new TmdbAnswer<T>.NotFound(true);

    /// <summary>Numbers in single precision, widened (<see cref="TmdbJson.Single"/>): 8.2, not 8.199999809265137.</summary>
    private sealed class SingleConverter : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetSingle();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue((float)value);
    }
}
