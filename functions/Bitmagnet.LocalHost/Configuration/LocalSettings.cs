using System.Text.Json;

namespace Bitmagnet.LocalHost.Configuration;

/// <summary>Reads local.settings.json as Core Tools does: "Values" become environment variables, unless a variable is set already.</summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";

    /// <summary>The settings of the first folder that has the file; empty if none has.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read; the message says where and what is allowed.</exception>
    public static IReadOnlyDictionary<string, string> Read(params IEnumerable<string> folders)
    {
        var path = folders.Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (path is null)
        {
            return settings;
        }

        var file = JsonFile.Read(path);
        if (file.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
        {
            throw new InvalidOperationException($"{path}: IsEncrypted is true; allowed: false (func settings decrypt).");
        }

        if (file.TryGetProperty("Values", out var values))
        {
            Add(settings, path, values);
        }

        return settings;
    }

    /// <summary>Sets each as an environment variable unless it is set already: all code sees them, also hosting start-ups.</summary>
    public static void Apply(IReadOnlyDictionary<string, string> settings)
    {
        foreach (var (name, value) in settings)
        {
            // Some systems allow no colon in a variable's name; configuration reads __ as one.
            var variable = name.Replace(":", "__", StringComparison.Ordinal);
            if (Environment.GetEnvironmentVariable(variable) is null)
            {
                Environment.SetEnvironmentVariable(variable, value);
            }
        }
    }

    private static void Add(Dictionary<string, string> settings, string path, JsonElement values)
    {
        if (values.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidOperationException($"{path}: Values is a JSON {values.ValueKind}; allowed: an object of texts.");
        }

        foreach (var value in values.EnumerateObject())
        {
            if (value.Name.Length == 0 || value.Name.AsSpan().ContainsAny('=', '\0'))
            {
                throw new InvalidOperationException($"{path}: Values has the name '{value.Name.Replace('\0', ' ')}'; allowed: the name of an environment variable.");
            }

            settings[value.Name] = value.Value.ValueKind switch
            {
                JsonValueKind.String => value.Value.GetString()!,
                JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => value.Value.GetRawText(),
                var kind => throw new InvalidOperationException(
                    $"{path}: Values.{value.Name} is a JSON {kind}; allowed: a text, a number, true or false."),
            };
        }
    }
}
