using System.Text.Json;

namespace Bitmagnet.LocalHost.Configuration;

/// <summary>
/// Reads host.json into configuration keys below <c>AzureFunctionsJobHost</c>. As in the Azure host, a setting such as
/// <c>AzureFunctionsJobHost__extensions__queues__batchSize</c> overrides a field.
/// </summary>
internal static class HostFile
{
    public const string Section = "AzureFunctionsJobHost";

    private const string LogLevels = "Logging:LogLevel";
    private const string FileName = "host.json";

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

        Flatten(keys, Section, JsonFile.Read(path));
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
        if (element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            keys[prefix] = element.ValueKind == JsonValueKind.Null ? null : element.ToString();
            return;
        }

        var parts = element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().Select(property => (property.Name, property.Value))
            : element.EnumerateArray().Select((item, index) => ($"{index}", item));
        foreach (var (name, value) in parts)
        {
            Flatten(keys, $"{prefix}:{name}", value);
        }
    }
}
