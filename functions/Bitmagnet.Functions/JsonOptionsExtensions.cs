using System.Text.Json.Serialization.Metadata;

namespace Bitmagnet.Functions;

internal static class JsonOptionsExtensions
{
    /// <summary>How the options write and read a type.</summary>
    /// <exception cref="NotSupportedException">The options' context does not name the type.</exception>
    public static JsonTypeInfo<T> TypeInfo<T>(this JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
