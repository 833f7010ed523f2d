using System.Text.Json;

namespace Bitmagnet.LocalHost.Configuration;

/// <summary>Reads a file of settings: a JSON object, which may have comments and trailing commas, as in the Azure host.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="InvalidOperationException">The file cannot be read, or holds something else; the message says which and why.</exception>
    public static JsonElement Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InvalidOperationException($"{path} is not a JSON object.");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{path} is not valid JSON: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
