using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Bitmagnet.Infrastructure.Tests;

public sealed class ContainerTests
{
    [Fact]
    public void Dockerfile_FinalImage_IsChiselledAndNotRoot()
    {
        var final = RepositoryFiles.Read("Dockerfile").Split("AS build")[1];

        Assert.Contains("noble-chiseled AS final", final, StringComparison.Ordinal);
        Assert.Contains("USER $APP_UID", final, StringComparison.Ordinal);
        Assert.Contains("HEALTHCHECK", final, StringComparison.Ordinal);
        Assert.Contains("/api/health/live", final, StringComparison.Ordinal);
    }

    [Fact]
    public void Dockerfile_CopiedPaths_AreInTheRepository()
    {
        var sources = RepositoryFiles.Read("Dockerfile").Split('\n')
            .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]);

        Assert.All(sources, source => Assert.True(Path.Exists(RepositoryFiles.FullPath(source)), source));
    }

    [Fact]
    public void Compose_Bitmagnet_HasTmdbOff() => Assert.Equal("false", Value(Service("bitmagnet"), "environment", "TMDB_ENABLED"));

    [Theory]
    [InlineData("POSTGRES_HOST")]
    [InlineData("POSTGRES_NAME")]
    [InlineData("POSTGRES_USER")]
    [InlineData("POSTGRES_PASSWORD")]
    public void Compose_BothApplications_UseTheSameDatabase(string name) => Assert.Equal(
        Value(Service("bitmagnet"), "environment", name),
        Value(Service("functions"), "environment", name));

    [Fact]
    public void Compose_Functions_AreReadOnlyAndReachableFromTheMachineAlone()
    {
        var functions = Service("functions");

        Assert.Equal("true", Value(functions, "read_only"));
        Assert.All((YamlSequenceNode)functions["ports"], port => Assert.StartsWith("127.0.0.1:", port.ToString(), StringComparison.Ordinal));
        Assert.Contains("AccountName=devstoreaccount1", Value(functions, "environment", "AzureWebJobsStorage"), StringComparison.Ordinal);
    }

    [Fact]
    public void Kubernetes_Scaler_FollowsTheQueueAndHostJson()
    {
        using var host = JsonDocument.Parse(RepositoryFiles.Read("host.json"));
        var batchSize = host.RootElement.GetProperty("extensions").GetProperty("queues").GetProperty("batchSize").GetInt32();
        var scaler = Documents("deploy", "kubernetes", "bitmagnet-functions.yaml").Single(document => Value(document, "kind") == "ScaledObject");
        var trigger = ((YamlSequenceNode)scaler["spec"]["triggers"]).Single();

        Assert.Equal("azure-queue", Value(trigger, "type"));
        Assert.Equal(Bitmagnet.Functions.Storage.StorageNames.EnrichmentQueue, Value(trigger, "metadata", "queueName"));
        Assert.Equal($"{batchSize}", Value(trigger, "metadata", "queueLength"));
        Assert.NotEqual("0", Value(scaler, "spec", "minReplicaCount"));
    }

    [Fact]
    public void DeployWorkflow_Login_IsByOidc()
    {
        var workflow = RepositoryFiles.Read(".github", "workflows", "deploy.yml");

        Assert.Contains("id-token: write", workflow, StringComparison.Ordinal);
        Assert.Contains("FunctionsHost: Azure", workflow, StringComparison.Ordinal);
        Assert.DoesNotContain("AZURE_CREDENTIALS", workflow, StringComparison.Ordinal);
        Assert.DoesNotContain("client-secret", workflow, StringComparison.Ordinal);
    }

    private static YamlNode Service(string name) => Documents("compose.yaml").Single()["services"][name];

    private static string Value(YamlNode node, params string[] path) => path.Aggregate(node, (inner, key) => inner[key]).ToString();

    private static IEnumerable<YamlNode> Documents(params string[] path)
    {
        var yaml = new YamlStream();
        using var reader = new StringReader(RepositoryFiles.Read(path));
        yaml.Load(reader);
        return yaml.Documents.Select(document => document.RootNode).ToList();
    }
}
