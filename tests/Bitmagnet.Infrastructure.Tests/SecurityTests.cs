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

    [Fact]
    public void SecretParameters_InEveryModule_AreSecure() => Assert.All(
        template.Modules().SelectMany(module => module.Template.TryGetProperty("parameters", out var all) ? all.EnumerateObject() : []),
        parameter => Assert.True(
            !SecretName().IsMatch(parameter.Name) || parameter.Value.GetProperty("type").GetString() == "securestring", parameter.Name));

    [Fact]
    public void Outputs_InEveryModule_HoldNoSecret() => Assert.All(
        template.Modules().SelectMany(module => module.Template.TryGetProperty("outputs", out var all) ? all.EnumerateObject() : []),
        output => Assert.DoesNotMatch("(?i)password|secret|apikey|listkeys|dsn", output.Name + output.Value.GetRawText()));

    [Theory]
    [InlineData("main")]
    [InlineData("full")]
    [InlineData("private")]
    public void SecretSettings_OfTheApp_ReferToTheVault(string variant)
    {
        var settings = Assert.Single(Snapshot.Read(variant).OfType("Microsoft.Web/sites/config")).Properties.GetString()!;

        var secrets = SecretSetting().Matches(settings);
        Assert.NotEmpty(secrets);
        Assert.All(secrets, secret => Assert.EndsWith("variables('vaultReference'))", secret.Value, StringComparison.Ordinal));
        Assert.StartsWith("[format('@Microsoft.KeyVault(VaultName={0};SecretName='", template.Root.GetProperty("variables").GetProperty("vaultReference").GetString(), StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)AccountKey=|SharedAccess|listKeys|Password=", settings);
    }

    [Fact]
    public void SecretsInTheVault_InTemplate_ComeFromSecureParameters() => Assert.All(
        template.OfType("Microsoft.KeyVault/vaults/secrets"),
        secret => Assert.Matches(@"^\[parameters\('(tmdbApiKey|databasePassword|databaseDsn)'\)\]$", secret["properties", "value"]));

    [Fact]
    public void Identity_OfTheApp_IsTheOneThatTheRolesAreFor()
    {
        var app = Assert.Single(template.OfType("Microsoft.Web/sites"));

        Assert.Equal("UserAssigned", app["identity", "type"]);
        Assert.Equal("UserAssignedIdentity", app["properties", "functionAppConfig", "deployment", "storage", "authentication", "type"]);
        Assert.Equal("[parameters('identityId')]", app["properties", "keyVaultReferenceIdentity"]);
    }

    private static string? PublicAccess(JsonElement properties) =>
        (properties.TryGetProperty("publicNetworkAccess", out var own) ? own : properties.GetProperty("network").GetProperty("publicNetworkAccess")).GetString();

    [GeneratedRegex("(?i)password|dsn|apikey|secret")]
    private static partial Regex SecretName();

    [GeneratedRegex(@"'(POSTGRES_DSN|POSTGRES_PASSWORD|TMDB_API_KEY)', (?:format\('(?:\{0\}[a-z-]+\))', variables\('vaultReference'\)\))?")]
    private static partial Regex SecretSetting();
}
