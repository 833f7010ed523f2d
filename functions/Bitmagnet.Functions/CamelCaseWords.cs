using System.Text.Json.Serialization;

namespace Bitmagnet.Functions;

/// <summary>Writes and reads an enumeration as camelCase words, never as numbers.</summary>
internal sealed class CamelCaseWords<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) where T : struct, Enum;
