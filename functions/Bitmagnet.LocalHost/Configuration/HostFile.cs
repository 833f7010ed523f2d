using System.Text.Json;

namespace Bitmagnet.LocalHost.Configuration;

/// <summary>
/// Reads host.json into configuration keys below <c>AzureFunctionsJobHost</c>. As in the Azure host, a setting such as
/// <c>AzureFunctionsJobHost__extensions__queues__batchSize</c> overrides a field.
/// </summary>
internal static class HostFile
{
    /// <summary>The section that holds the fields of host.json.</summary>
    public const string Section = "AzureFunctionsJobHost";

    private const string LogLevels = "Logging:LogLevel";
    private const string FileName = "host.json";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>All fields of the file, and its log levels also under the keys that .NET's logging reads.</summary>
    /// <exception cref="InvalidOperationException">The file is not a JSON object, or not of version 2.0.</exception>
    public static IReadOnlyDictionary<string, string?> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var keys = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            // A line per request adds nothing to the functions' own lines.
            [$"{LogLevels}:Microsoft.AspNetCore"] = "Warning",
        };
        if (!File.Exists(path))
        {
            return keys;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidOperationException($"{path} is not a JSON object.");
            }

            Flatten(keys, Section, document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"{path} is not valid JSON: {exception.Message}", exception);
        }

        var version = keys.GetValueOrDefault($"{Section}:version");
        if (version is not "2.0")
        {
            throw new InvalidOperationException($"{path}: version is '{version}'; allowed: 2.0.");
        }

        var prefix = $"{Section}:logging:logLevel:";
        foreach (var (key, level) in keys.Where(pair => pair.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            keys[$"{LogLevels}:{key[prefix.Length..]}"] = level;
        }

        return keys;
    }

    private static void Flatten(Dictionary<string, string?> keys, string prefix, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Flatten(keys, $"{prefix}:{property.Name}", property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    Flatten(keys, $"{prefix}:{index}", item);
                }

                break;
            case JsonValueKind.Null:
                break;
            default:
                keys[prefix] = element.ToString();
                break;
        }
    }
}
