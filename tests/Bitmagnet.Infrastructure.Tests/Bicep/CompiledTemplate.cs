using System.Text.Json;
using Bitmagnet.Infrastructure.Tests.Bicep;

[assembly: AssemblyFixture(typeof(CompiledTemplate))]

namespace Bitmagnet.Infrastructure.Tests.Bicep;

/// <summary>main.bicep as Azure receives it, compiled once for all tests.</summary>
public sealed class CompiledTemplate : IAsyncLifetime
{
    private JsonDocument? document;
    private IReadOnlyList<TemplateResource> resources = [];

    /// <summary>The whole template, nested ones included.</summary>
    public JsonElement Root => document!.RootElement;

    /// <summary>The compiler's diagnostics.</summary>
    public string Diagnostics { get; private set; } = "";

    /// <summary>Every resource of the template and of its modules.</summary>
    public IReadOnlyList<TemplateResource> Resources => resources;

    /// <summary>The template of a module, by its symbolic name in main.bicep.</summary>
    public JsonElement Module(string name) => Root.GetProperty("resources").GetProperty(name).GetProperty("properties").GetProperty("template");

    /// <summary>main.bicep and every module, by name.</summary>
    public IEnumerable<(string Name, JsonElement Template)> Modules() => Root.GetProperty("resources").EnumerateObject()
        .Where(resource => resource.Value.TryGetProperty("properties", out var properties) && properties.TryGetProperty("template", out _))
        .Select(resource => (resource.Name, Module(resource.Name)))
        .Prepend(("main", Root));

    /// <summary>The resources of one type.</summary>
    public IReadOnlyList<TemplateResource> OfType(string type) => [.. resources.Where(resource => resource.Type == type)];

    /// <summary>A string array among main.bicep's variables.</summary>
    public IReadOnlyList<string> Names(string variable) =>
        [.. Root.GetProperty("variables").GetProperty(variable).EnumerateArray().Select(name => name.GetString()!)];

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var result = await BicepCli.RunAsync("build", "main.bicep", "--stdout");
        Assert.True(result.ExitCode == 0, result.Errors);
        document = JsonDocument.Parse(result.Output);
        Diagnostics = result.Errors;
        resources = [.. Collect(Root, "main")];
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        document?.Dispose();
        return ValueTask.CompletedTask;
    }

    // Templates of language version 2 name their resources in an object; older ones list them in an array.
    private static IEnumerable<TemplateResource> Collect(JsonElement template, string module)
    {
        var declared = template.GetProperty("resources");
        var all = declared.ValueKind == JsonValueKind.Array
            ? declared.EnumerateArray().Select(resource => (Name: module, Resource: resource))
            : declared.EnumerateObject().Select(property => (property.Name, Resource: property.Value));
        foreach (var (name, resource) in all)
        {
            if (resource.TryGetProperty("existing", out var existing) && existing.GetBoolean())
            {
                continue;
            }

            var type = resource.GetProperty("type").GetString()!;
            if (type != "Microsoft.Resources/deployments")
            {
                yield return new TemplateResource(module, type, resource);
                continue;
            }

            foreach (var inner in Collect(resource.GetProperty("properties").GetProperty("template"), name))
            {
                yield return inner;
            }
        }
    }
}
