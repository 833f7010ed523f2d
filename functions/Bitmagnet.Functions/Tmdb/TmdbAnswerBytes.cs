using System.Text.Json;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>Answers as they are stored: a found one is a list of one, "not found" an empty list, a title's fault an object. Pure.</summary>
internal static class TmdbAnswerBytes
{
    /// <summary>An answer's bytes.</summary>
    public static byte[] Of<T>(TmdbAnswer<T> answer) => answer switch
    {
        TmdbAnswer<T>.Found found => JsonSerializer.SerializeToUtf8Bytes(new[] { found.Value }),
        TmdbAnswer<T>.NotFound => "[]"u8.ToArray(),
        TmdbAnswer<T>.Refused refused => JsonSerializer.SerializeToUtf8Bytes(refused.Fault),
        _ => throw new InvalidOperationException($"{answer.GetType()} is not kept."),
    };

    /// <summary>The answer, from the cache.</summary>
    public static TmdbAnswer<T> Read<T>(byte[] bytes) => bytes is [(byte)'{', ..]
        ? new TmdbAnswer<T>.Refused(JsonSerializer.Deserialize<TmdbTitleFault>(bytes)!)
        : JsonSerializer.Deserialize<T[]>(bytes) is [var value]
            ? new TmdbAnswer<T>.Found(value, true)
            : new TmdbAnswer<T>.NotFound(true);
}
