using System.Reflection;
using System.Runtime.Versioning;
using System.Text.Json;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Infrastructure.Tests.Bicep;

namespace Bitmagnet.Infrastructure.Tests;

public sealed class HostingTests(CompiledTemplate template)
{
    [Fact]
    public void Runtime_InTemplate_IsTheProjectsTargetFramework()
    {
        var framework = new FrameworkName(typeof(SettingAttribute).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName);
        var app = Assert.Single(template.OfType("Microsoft.Web/sites"));

        Assert.Equal("dotnet-isolated", app["properties", "functionAppConfig", "runtime", "name"]);
        Assert.Equal(framework.Version.ToString(), app["properties", "functionAppConfig", "runtime", "version"]);
    }

    [Fact]
    public void Plan_InTemplate_IsFlexConsumption() =>
        Assert.Equal("FC1", Assert.Single(template.OfType("Microsoft.Web/serverfarms"))["sku", "name"]);

    [Fact]
    public void ConcurrentJobs_InTemplate_AreReckonedFromHostJson()
    {
        using var host = JsonDocument.Parse(RepositoryFiles.Read("host.json"));

        Assert.Equal(host.RootElement.GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal),
            HostSettingsOfTemplate().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains("batchSize", template.Root.GetProperty("outputs").GetProperty("CONCURRENT_JOBS").GetRawText(), StringComparison.Ordinal);
    }

    private string HostSettingsOfTemplate()
    {
        var variables = template.Root.GetProperty("variables");
        return variables.EnumerateObject().First(variable => variable.Value.ValueKind == JsonValueKind.Object
            && variable.Value.TryGetProperty("extensions", out _)).Value.GetRawText();
    }
}
