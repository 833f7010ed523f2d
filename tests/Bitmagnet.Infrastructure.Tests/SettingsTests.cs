using System.Reflection;
using System.Text.Json;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Infrastructure.Tests.Bicep;
using Microsoft.Extensions.Configuration;

namespace Bitmagnet.Infrastructure.Tests;

public sealed class SettingsTests(CompiledTemplate template)
{
    // Not the application's: the host's own, or what identity and telemetry libraries read.
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

    [Fact]
    public void TemplateSettings_AgainstOptions_AreTheSameSet() => Assert.Equal(
        InCode.Select(setting => setting.Name).Order(StringComparer.Ordinal),
        Tunables().Keys.Concat(NamesInMain()).Except(Platform).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void SampleSettings_AgainstOptions_AreTheSameSet() => Assert.Equal(
        InCode.Select(setting => setting.Name).Order(StringComparer.Ordinal),
        Sample().Keys.Except(Platform).Order(StringComparer.Ordinal));

    [Fact]
    public void Readme_WithASettingsTable_NamesEverySetting()
    {
        Assert.SkipUnless(File.Exists(RepositoryFiles.FullPath("README.md")), "There is no README yet.");
        var readme = RepositoryFiles.Read("README.md");

        Assert.All(InCode, setting => Assert.Contains($"`{setting.Name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void TemplateSettings_ReadByTheOptions_GiveTheDefaults() => AssertDefaults(Tunables());

    [Fact]
    public void SampleSettings_ReadByTheOptions_GiveTheDefaults() => AssertDefaults(Sample());

    [Fact]
    public void HostConnection_InTemplate_IsTheIdentityFormAlone()
    {
        var names = NamesInMain().Where(name => name.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal));

        Assert.Equal(
            ["blobServiceUri", "clientId", "credential", "queueServiceUri", "tableServiceUri"],
            names.Select(name => name["AzureWebJobsStorage__".Length..]).Order(StringComparer.Ordinal));
    }

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

    // The names that the compiled template itself spells, in objects that are unioned into the app's settings.
    private IEnumerable<string> NamesInMain() => InCode.Select(setting => setting.Name)
        .Concat(Platform)
        .Where(name => template.Root.GetRawText().Contains($"'{name}'", StringComparison.Ordinal)
            || template.Root.GetProperty("variables").GetRawText().Contains($"\"{name}\"", StringComparison.Ordinal)
            || AppSettings().Contains($"'{name}'", StringComparison.Ordinal));

    private string AppSettings() => template.Root.GetProperty("resources").GetProperty("app").GetRawText();
}
