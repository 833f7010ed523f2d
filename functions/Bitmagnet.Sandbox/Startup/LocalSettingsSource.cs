using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Bitmagnet.Sandbox.Startup;

/// <summary>The section Values of local.settings.json, as Core Tools reads it; a file that is not there gives nothing.</summary>
/// <param name="path">The file.</param>
internal sealed class LocalSettingsSource(string path) : ConfigurationProvider, IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <inheritdoc/>
    public override void Load()
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var file = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        if (file.RootElement.TryGetProperty("Values", out var values))
        {
            foreach (var value in values.EnumerateObject())
            {
                Set(value.Name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), value.Value.ToString());
            }
        }
    }
}
