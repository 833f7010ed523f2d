using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Bitmagnet.Infrastructure.Tests;

public sealed partial class ContainerTests
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
    public void Dockerfile_Build_HasEveryFileThatTheBuildReads()
    {
        var copied = Copied().ToArray();

        Assert.All(
            (string[])[".editorconfig", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props", "host.json", "functions", "deploy/healthcheck"],
            file => Assert.Contains(file, copied));
        Assert.All(
            ProjectFile().Matches(string.Concat(Directory.EnumerateFiles(RepositoryFiles.FullPath("functions"), "*.csproj", SearchOption.AllDirectories).Select(File.ReadAllText)))
                .Select(match => match.Groups[1].Value)
                .Where(file => file != "local.settings.json"), // a developer's own, where there is one
            file => Assert.Contains(file, copied));
        Assert.DoesNotContain(RepositoryFiles.Read(".dockerignore").Split('\n'), line => copied.Contains(line.TrimEnd('/')));
    }

    [Fact]
    public void Dockerfile_CopiedPaths_AreInTheRepository()
    {
        Assert.All(Copied(), source => Assert.True(Path.Exists(RepositoryFiles.FullPath(source)), source));
    }

    [Fact]
    public void Dockerfile_Image_ListensOnEveryAddressAtThePortThatIsPublishedAndProbed()
    {
        var dockerfile = RepositoryFiles.Read("Dockerfile");
        var kubernetes = RepositoryFiles.Read("deploy", "kubernetes", "bitmagnet-functions.yaml");

        Assert.Contains("ASPNETCORE_URLS=http://+:7071", dockerfile, StringComparison.Ordinal);
        Assert.DoesNotContain("\"--port\"", dockerfile, StringComparison.Ordinal); // it would bind loopback alone
        Assert.Contains("EXPOSE 7071", dockerfile, StringComparison.Ordinal);
        Assert.Contains("http://localhost:7071/api/health/live", dockerfile, StringComparison.Ordinal);
        Assert.EndsWith(":7071", ((YamlSequenceNode)Service("functions")["ports"]).Single().ToString(), StringComparison.Ordinal);
        Assert.Contains("containerPort: 7071", kubernetes, StringComparison.Ordinal);
        Assert.Contains("path: /api/health/live", kubernetes, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_Functions_HaveAKeySinceNoCallerIsLocalToThem() => Assert.Equal(
        "${FUNCTION_KEY:?set FUNCTION_KEY}", Service("functions").Value("environment", "LOCALHOST_FUNCTION_KEY"));

    [Fact]
    public void Compose_Azurite_IsTheVersionThatTheTestsRun()
    {
        using var package = JsonDocument.Parse(RepositoryFiles.Read("package.json"));

        Assert.EndsWith(
            ":" + package.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString(), Service("azurite").Value("image"), StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_Bitmagnet_HasTmdbOff() => Assert.Equal("false", Service("bitmagnet").Value("environment", "TMDB_ENABLED"));

    [Theory]
    [InlineData("POSTGRES_HOST")]
    [InlineData("POSTGRES_NAME")]
    [InlineData("POSTGRES_USER")]
    [InlineData("POSTGRES_PASSWORD")]
    public void Compose_BothApplications_UseTheSameDatabase(string name) => Assert.Equal(
        Service("bitmagnet").Value("environment", name),
        Service("functions").Value("environment", name));

    [Fact]
    public void Compose_Functions_AreReadOnlyAndReachableFromTheMachineAlone()
    {
        var functions = Service("functions");

        Assert.Equal("true", functions.Value("read_only"));
        Assert.All((YamlSequenceNode)functions["ports"], port => Assert.StartsWith("127.0.0.1:", port.ToString(), StringComparison.Ordinal));
        Assert.Contains("AccountName=devstoreaccount1", functions.Value("environment", "AzureWebJobsStorage"), StringComparison.Ordinal);
    }

    [Fact]
    public void Kubernetes_Scaler_FollowsTheQueueAndHostJson()
    {
        using var host = JsonDocument.Parse(RepositoryFiles.Read("host.json"));
        var batchSize = host.RootElement.GetProperty("extensions").GetProperty("queues").GetProperty("batchSize").GetInt32();
        var scaler = Yaml.Read("deploy", "kubernetes", "bitmagnet-functions.yaml").Single(document => document.Value("kind") == "ScaledObject");
        var trigger = ((YamlSequenceNode)scaler["spec"]["triggers"]).Single();

        Assert.Equal("azure-queue", trigger.Value("type"));
        Assert.Equal(Bitmagnet.Functions.Storage.StorageNames.EnrichmentQueue, trigger.Value("metadata", "queueName"));
        Assert.Equal($"{batchSize}", trigger.Value("metadata", "queueLength"));
        Assert.NotEqual("0", scaler.Value("spec", "minReplicaCount"));
    }

    private static IEnumerable<string> Copied() => RepositoryFiles.Read("Dockerfile").Split('\n')
        .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
        .SelectMany(line => line.Split(' ')[1..^1]);

    private static YamlNode Service(string name) => Yaml.Read("compose.yaml").Single()["services"][name];

    [GeneratedRegex(@"\.\./\.\./([\w.-]+)")]
    private static partial Regex ProjectFile();
}
