using System.Text.Json;
using System.Text.RegularExpressions;
using Bitmagnet.Infrastructure.Tests.Bicep;

namespace Bitmagnet.Infrastructure.Tests;

public sealed partial class SecurityTests(CompiledTemplate template)
{
    private static readonly string[] ClosableTypes =
    [
        "Microsoft.DBforPostgreSQL/flexibleServers", "Microsoft.KeyVault/vaults", "Microsoft.Storage/storageAccounts", "Microsoft.Web/sites",
    ];

    [Fact]
    public void Storage_AsCompiled_TakesNoKeysNoPlainHttpAndNoPublicBlobs()
    {
        var account = Assert.Single(template.OfType("Microsoft.Storage/storageAccounts"));

        Assert.Equal("False", account["properties", "allowSharedKeyAccess"]);
        Assert.Equal("False", account["properties", "allowBlobPublicAccess"]);
        Assert.Equal("True", account["properties", "supportsHttpsTrafficOnly"]);
        Assert.Equal("TLS1_2", account["properties", "minimumTlsVersion"]);
    }

    [Fact]
    public void App_AsCompiled_TakesHttpsOnlyAndNoPublishingPassword()
    {
        var app = Assert.Single(template.OfType("Microsoft.Web/sites"));

        Assert.Equal("True", app["properties", "httpsOnly"]);
        Assert.Equal("1.2", app["properties", "siteConfig", "minTlsVersion"]);
        Assert.Equal("Disabled", app["properties", "siteConfig", "ftpsState"]);
        Assert.All(
            template.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies"),
            policy => Assert.Equal("False", policy["properties", "allow"]));
        Assert.Equal(2, template.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Count);
    }

    [Fact]
    public void Insights_AsCompiled_TakesNoLocalKey() => Assert.Equal(
        "True",
        Assert.Single(template.OfType("Microsoft.Insights/components"))["properties", "DisableLocalAuth"]);

    [Fact]
    public void Vault_AsCompiled_IsReadByRole() => Assert.Equal(
        "True",
        Assert.Single(template.OfType("Microsoft.KeyVault/vaults"))["properties", "enableRbacAuthorization"]);

    [Fact]
    public void PrivateVariant_InItsSnapshot_IsClosedToTheInternet()
    {
        using var snapshot = JsonDocument.Parse(RepositoryFiles.Read("infra", "private.snapshot.json"));
        var resources = snapshot.RootElement.GetProperty("predictedResources").EnumerateArray()
            .Where(resource => ClosableTypes.Contains(resource.GetProperty("type").GetString()))
            .ToList();

        Assert.Equal(ClosableTypes, resources.Select(resource => resource.GetProperty("type").GetString()!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(resources, resource => Assert.Equal("Disabled", PublicAccess(resource.GetProperty("properties"))));
    }

    [Fact]
    public void Roles_AsCompiled_AreTheFiveThatTheAppNeeds()
    {
        var roles = RoleId().Matches(template.Root.GetProperty("resources").GetProperty("roles").GetRawText())
            .Select(match => match.Value)
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", // Storage Table Data Contributor
                "3913510d-42f4-4e42-8a64-420c390055eb", // Monitoring Metrics Publisher
                "4633458b-17de-408a-b874-0445c86b69e6", // Key Vault Secrets User
                "974c5e8b-45b9-4653-ba55-5f855dd0fb88", // Storage Queue Data Contributor
                "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", // Storage Blob Data Owner
            ],
            roles);
        Assert.Equal(5, template.OfType("Microsoft.Authorization/roleAssignments").Count);
    }

    [Theory]
    [InlineData("databaseDsn")]
    [InlineData("databasePassword")]
    [InlineData("tmdbApiKey")]
    public void SecretParameters_InMain_AreSecureAndEmptyByDefault(string name)
    {
        var parameter = template.Root.GetProperty("parameters").GetProperty(name);

        Assert.Equal("securestring", parameter.GetProperty("type").GetString());
        Assert.Equal("", parameter.GetProperty("defaultValue").GetString());
    }

    [Fact]
    public void Outputs_InMain_HoldNoSecret() => Assert.DoesNotMatch(
        "(?i)password|secret|apikey|listkeys|dsn",
        template.Root.GetProperty("outputs").GetRawText());

    private static string? PublicAccess(JsonElement properties) =>
        (properties.TryGetProperty("publicNetworkAccess", out var own) ? own : properties.GetProperty("network").GetProperty("publicNetworkAccess")).GetString();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex RoleId();
}
