using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Infrastructure.Tests.Bicep;
using Microsoft.Extensions.Configuration;

namespace Bitmagnet.Infrastructure.Tests;

public sealed partial class SettingsTests
{
    // Not the application's: settings of the host or of identity and telemetry libraries.
    private static readonly string[] Platform =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "AZURE_CLIENT_ID",
        "AzureWebJobsStorage", "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__queueServiceUri", "AzureWebJobsStorage__tableServiceUri", "FUNCTIONS_WORKER_RUNTIME",
    ];

    private static readonly IReadOnlyList<(Type Type, string Name)> InCode =
        [.. typeof(SettingAttribute).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties()
                .Select(property => (type, Attribute: property.GetCustomAttribute<SettingAttribute>()))
                .Where(pair => pair.Attribute is not null)
                .Select(pair => (pair.type, pair.Attribute!.Name)))];

    [Theory]
    [InlineData("main", "HEALTH_SCHEDULE", "NOTIFY_URLS", "POSTGRES_DSN")]
    [InlineData("full", "HEALTH_SCHEDULE", "NOTIFY_URLS", "POSTGRES_DSN")]
    [InlineData("private", "HEALTH_SCHEDULE", "NOTIFY_URLS", "POSTGRES_DSN", "POSTGRES_PASSWORD")]
    public void TemplateSettings_OfAVariant_LackOnlyWhatItDoesNotNeed(string variant, params string[] lacking)
    {
        var names = NamesIn(variant);

        Assert.Empty(names.Except(InCode.Select(setting => setting.Name)).Except(Platform));
        Assert.Equal(lacking, InCode.Select(setting => setting.Name).Except(names).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SampleSettings_AgainstOptions_AreTheSameSet() => Assert.Equal(
        InCode.Select(setting => setting.Name).Order(StringComparer.Ordinal),
        Sample().Keys.Except(Platform).Order(StringComparer.Ordinal));

    [Fact]
    public void SettingsPage_HasARowForEverySettingAndNoOther() => Assert.Equal(
        InCode.Select(setting => setting.Name).Append("AzureWebJobsStorage").Order(StringComparer.Ordinal),
        Rows(RepositoryFiles.Read("docs", "settings.md")).Select(row => row.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Readme_SettingsTable_SaysWhatTheSettingsPageSays() =>
        Assert.Subset(Rows(RepositoryFiles.Read("docs", "settings.md")).ToHashSet(), Rows(RepositoryFiles.Read("README.md")).ToHashSet());

    [Fact]
    public void TemplateSettings_ReadByTheOptions_GiveTheDefaults() => AssertDefaults(Tunables());

    [Fact]
    public void SampleSettings_ReadByTheOptions_GiveTheDefaults() => AssertDefaults(Sample());

    [Fact]
    public void HostConnection_InTemplate_IsTheIdentityFormAlone()
    {
        var names = NamesIn("main").Where(name => name.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal));

        Assert.Equal(
            ["blobServiceUri", "clientId", "credential", "queueServiceUri", "tableServiceUri"],
            names.Select(name => name["AzureWebJobsStorage__".Length..]).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Name, string Meaning)> Rows(string page) =>
        SettingRow().Matches(page).Select(row => (row.Groups[1].Value, row.Groups[2].Value));

    private static void AssertDefaults(IReadOnlyDictionary<string, string> settings)
    {
        var filled = new ConfigurationBuilder().AddInMemoryCollection(settings!).Build();
        var empty = new ConfigurationBuilder().Build();
        var read = typeof(SettingsReader).GetMethod(nameof(SettingsReader.Read))!;

        foreach (var type in InCode.Select(setting => setting.Type).Distinct())
        {
            var method = read.MakeGenericMethod(type);
            var given = method.Invoke(null, [filled]);
            var defaults = method.Invoke(null, [empty]);
            Assert.All(
                type.GetProperties().Where(property => property.GetCustomAttribute<SettingAttribute>() is not null),
                property => Assert.Equal(property.GetValue(defaults), property.GetValue(given)));
        }
    }

    private static Dictionary<string, string> Tunables() =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(RepositoryFiles.Read("infra", "settings.json"))!;

    private static Dictionary<string, string> Sample()
    {
        using var document = JsonDocument.Parse(RepositoryFiles.Read("local.settings.sample.json"));
        return document.RootElement.GetProperty("Values").Deserialize<Dictionary<string, string>>()!;
    }

    /// <summary>The settings that a variant's snapshot gives the app, those of conditions that only a deployment can resolve included.</summary>
    private static string[] NamesIn(string variant) =>
        [.. SettingName().Matches(Assert.Single(Snapshot.Read(variant).OfType("Microsoft.Web/sites/config")).Properties.GetString()!)
            .Select(match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"(?m)^\| `([A-Z][A-Z0-9]*_[A-Z0-9_]+|AzureWebJobsStorage)` \| (.*) \|$")]
    private static partial Regex SettingRow();

    [GeneratedRegex("'([A-Z][A-Z0-9]*_[A-Z0-9_]+|AzureWebJobsStorage\\w*)', ")]
    private static partial Regex SettingName();
}
