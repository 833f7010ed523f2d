using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>The workflows of GitHub do what a person does on the command line.</summary>
public sealed partial class WorkflowTests
{
    private static readonly YamlNode Ci = Yaml.Read(".github", "workflows", "ci.yml").Single();
    private static readonly string Deploy = RepositoryFiles.Read(".github", "workflows", "deploy.yml");

    [Fact]
    public void Ci_TestJob_RunsTheScriptAndNothingElse()
    {
        Assert.Equal([".ci/run"], Runs(Ci["jobs"]["test"]));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(RepositoryFiles.FullPath(".ci", "run")).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public void Ci_PublishJob_PublishesTheAppAndLooksAtWhatCameOut()
    {
        var runs = Runs(Ci["jobs"]["publish"]).ToArray();

        Assert.Contains("dotnet publish functions/Bitmagnet.Functions -c Release", runs[0], StringComparison.Ordinal);
        Assert.Contains("LocalHost|Sandbox", runs[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ci.yml")]
    [InlineData("deploy.yml")]
    public void Workflow_Permissions_AreToReadAndForDeploymentToAskForAToken(string file)
    {
        var permissions = (YamlMappingNode)Yaml.Read(".github", "workflows", file).Single()["permissions"];

        Assert.Equal(
            file == "ci.yml" ? ["contents: read"] : ["contents: read", "id-token: write"],
            permissions.Children.Select(permission => $"{permission.Key}: {permission.Value}"));
    }

    [Fact]
    public void Deploy_Login_IsByTheTokenOfTheRun()
    {
        Assert.Contains("azd auth login --client-id \"$AZURE_CLIENT_ID\" --federated-credential-provider github --tenant-id \"$AZURE_TENANT_ID\"", Deploy, StringComparison.Ordinal);
        Assert.Equal(
            ["DATABASE_DSN", "DATABASE_PASSWORD", "TMDB_API_KEY"],
            Secret().Matches(Deploy).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Deploy_Environment_IsAllThatTheParametersRead() => Assert.Empty(
        ParameterFiles.Environment("main.bicepparam").Except(Variable().Matches(Deploy).Select(match => match.Groups[1].Value)));

    private static IEnumerable<string> Runs(YamlNode job) => ((YamlSequenceNode)job["steps"])
        .OfType<YamlMappingNode>()
        .Where(step => step.Children.ContainsKey("run"))
        .Select(step => step.Value("run").Trim());

    [GeneratedRegex(@"secrets\.([A-Z_]+)")]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?m)^ +([A-Z_]+): \$\{\{")]
    private static partial Regex Variable();
}
