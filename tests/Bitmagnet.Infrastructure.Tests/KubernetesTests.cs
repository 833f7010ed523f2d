using System.Text.Json;
using Bitmagnet.Functions.Storage;
using YamlDotNet.RepresentationModel;

namespace Bitmagnet.Infrastructure.Tests;

public sealed class KubernetesTests
{
    private static readonly IReadOnlyList<YamlNode> App = Yaml.Read("deploy", "kubernetes", "bitmagnet-functions.yaml");
    private static readonly IReadOnlyList<YamlNode> Storage = Yaml.Read("deploy", "kubernetes", "storage.yaml");

    private static YamlNode Container => ((YamlSequenceNode)Of(App, "Deployment")["spec"]["template"]["spec"]["containers"]).Single();

    [Fact]
    public void Image_IsNamedByRegistryAndVersion()
    {
        Assert.Equal("ghcr.io/OWNER/bitmagnet-functions:VERSION", Container.Value("image"));
        Assert.Contains("ghcr.io/${GITHUB_REPOSITORY_OWNER,,}/bitmagnet-functions", RepositoryFiles.Read(".github", "workflows", "image.yml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("startupProbe")]
    [InlineData("readinessProbe")]
    [InlineData("livenessProbe")]
    public void Probe_AsksWhatNeedsNoKeyAtThePortOfTheContainer(string probe)
    {
        Assert.Equal("/api/health/live", Container.Value(probe, "httpGet", "path"));
        Assert.Equal(((YamlSequenceNode)Container["ports"]).Single().Value("name"), Container.Value(probe, "httpGet", "port"));
        Assert.Equal("7071", ((YamlSequenceNode)Container["ports"]).Single().Value("containerPort"));
    }

    [Fact]
    public void Services_Select_ThePodsOfTheirFile()
    {
        Assert.Equal(Of(App, "Deployment").Value("spec", "template", "metadata", "labels", "app"), Of(App, "Service").Value("spec", "selector", "app"));
        Assert.Equal(Of(Storage, "StatefulSet").Value("spec", "template", "metadata", "labels", "app"), Of(Storage, "Service").Value("spec", "selector", "app"));
        Assert.Equal(Of(Storage, "Service").Value("metadata", "name"), Of(Storage, "StatefulSet").Value("spec", "serviceName"));
    }

    [Fact]
    public void Scaler_FollowsTheQueueAndHostJson()
    {
        using var host = JsonDocument.Parse(RepositoryFiles.Read("host.json"));
        var batchSize = host.RootElement.GetProperty("extensions").GetProperty("queues").GetProperty("batchSize").GetInt32();
        var scaler = Of(App, "ScaledObject");
        var trigger = ((YamlSequenceNode)scaler["spec"]["triggers"]).Single();

        Assert.Equal("azure-queue", trigger.Value("type"));
        Assert.Equal(StorageNames.EnrichmentQueue, trigger.Value("metadata", "queueName"));
        Assert.Equal($"{batchSize}", trigger.Value("metadata", "queueLength"));
        Assert.NotEqual("0", scaler.Value("spec", "minReplicaCount"));
        Assert.Equal(Of(App, "TriggerAuthentication").Value("metadata", "name"), trigger.Value("authenticationRef", "name"));
        Assert.Equal(Of(App, "Deployment").Value("metadata", "name"), scaler.Value("spec", "scaleTargetRef", "name"));
    }

    [Fact]
    public void Storage_IsOneAzuriteOfTheVersionThatTheTestsRunOnAVolume()
    {
        using var package = JsonDocument.Parse(RepositoryFiles.Read("package.json"));
        var set = Of(Storage, "StatefulSet");
        var azurite = ((YamlSequenceNode)set["spec"]["template"]["spec"]["containers"]).Single();

        Assert.Equal("1", set.Value("spec", "replicas"));
        Assert.EndsWith(":" + package.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString(), azurite.Value("image"), StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string> { "--skipApiVersionCheck", "--silent", "--disableTelemetry" },
            ((YamlSequenceNode)azurite["command"]).Select(word => word.ToString()).ToHashSet());
        Assert.Equal("--max-semi-space-size=8", ((YamlSequenceNode)azurite["env"]).Single(variable => variable.Value("name") == "NODE_OPTIONS").Value("value"));
        Assert.Equal(
            ((YamlSequenceNode)set["spec"]["volumeClaimTemplates"]).Single().Value("metadata", "name"),
            ((YamlSequenceNode)azurite["volumeMounts"]).Single().Value("name"));
    }

    private static YamlNode Of(IReadOnlyList<YamlNode> documents, string kind) => documents.Single(document => document.Value("kind") == kind);
}
