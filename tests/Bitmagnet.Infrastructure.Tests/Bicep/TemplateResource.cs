using System.Text.Json;

namespace Bitmagnet.Infrastructure.Tests.Bicep;

/// <summary>One resource of the compiled template.</summary>
/// <param name="Module">The module's symbolic name in main.bicep.</param>
/// <param name="Type">The resource type.</param>
/// <param name="Json">The resource as compiled; expressions in brackets.</param>
public sealed record TemplateResource(string Module, string Type, JsonElement Json)
{
    /// <summary>A value at a path of property names; null where it is absent.</summary>
    public string? this[params string[] path]
    {
        get
        {
            var element = Json;
            foreach (var part in path)
            {
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(part, out element))
                {
                    return null;
                }
            }

            return element.ToString();
        }
    }
}
