using System.Text.RegularExpressions;
using Bitmagnet.Infrastructure.Tests.Bicep;
using YamlDotNet.RepresentationModel;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>Names by one rule, tags by which azd finds its own, and a description of every parameter.</summary>
public sealed class NamingTests(CompiledTemplate template)
{
    // Resources that Azure requires other names for: a GUID, a zone's name, or the group, which people choose.
    private static readonly string[] NamedOtherwise =
    [
        "Microsoft.Authorization/roleAssignments", "Microsoft.Insights/workbooks", "Microsoft.Network/privateDnsZones", "Microsoft.Resources/resourceGroups",
    ];

    private static readonly string[] WithoutTags = ["Microsoft.Authorization/roleAssignments", "Microsoft.Consumption/budgets"];

    [Theory]
    [InlineData("main")]
    [InlineData("full")]
    [InlineData("private")]
    public void Names_OfResources_AreAnAbbreviationAndTheEnvironmentsToken(string variant)
    {
        var resources = TopLevel(variant).Where(resource => !NamedOtherwise.Contains(resource.Type)).ToList();
        var token = resources.Single(resource => resource.Type == "Microsoft.Storage/storageAccounts").Name[2..];

        Assert.All(resources, resource => Assert.Matches($"^(st|[a-z]+(-[a-z]+)*-){Regex.Escape(token)}$", resource.Name));
        Assert.Equal(resources.Count, resources.Select(resource => resource.Name).Distinct().Count());
        Assert.Equal($"rg-bitmagnet-{Environment(variant)}", TopLevel(variant).Single(resource => resource.Type == NamedOtherwise[3]).Name);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("full")]
    [InlineData("private")]
    public void Tags_OfResources_NameTheEnvironment(string variant) => Assert.All(
        TopLevel(variant).Where(resource => !WithoutTags.Contains(resource.Type)),
        resource => Assert.Equal(Environment(variant), resource.Tags?["azd-env-name"]));

    [Fact]
    public void ServiceTag_OfTheApp_IsTheServiceOfAzureYaml()
    {
        var services = (YamlMappingNode)Yaml.Read("azure.yaml").Single()["services"];

        var tagged = Assert.Single(Snapshot.Read("main").Resources, resource => resource.Tags?.ContainsKey("azd-service-name") == true);
        Assert.Equal("Microsoft.Web/sites", tagged.Type);
        Assert.Equal(Assert.Single(services.Children).Key.ToString(), tagged.Tags!["azd-service-name"]);
    }

    [Fact]
    public void Parameters_OfEveryModule_AreDescribed()
    {
        var parameters = template.Modules().SelectMany(module => module.Template.TryGetProperty("parameters", out var all)
            ? all.EnumerateObject().Select(parameter => (module.Name, Parameter: parameter))
            : []);

        Assert.All(parameters, each => Assert.True(
            each.Parameter.Value.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("description", out _),
            $"{each.Name}: {each.Parameter.Name}"));
    }

    [Fact]
    public void Modules_InMain_AreFilesOfThisRepository() => Assert.All(
        Regex.Matches(RepositoryFiles.Read("infra", "main.bicep"), @"(?m)^module \w+ '([^']+)'").Select(match => match.Groups[1].Value),
        path => Assert.True(File.Exists(RepositoryFiles.FullPath("infra", path)), path));

    private static IEnumerable<SnapshotResource> TopLevel(string variant) => Snapshot.Read(variant).Resources
        .Where(resource => resource.Type.Count(character => character == '/') == 1);

    private static string Environment(string variant) => variant == "main" ? "minimal" : variant;
}
