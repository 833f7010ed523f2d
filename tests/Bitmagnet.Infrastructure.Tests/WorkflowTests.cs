using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>GitHub's workflows do what a person does on the command line.</summary>
public sealed partial class WorkflowTests
{
    private static readonly YamlNode Ci = Yaml.Read(".github", "workflows", "ci.yml").Single();

    public static TheoryData<string> Workflows() =>
        [.. Directory.EnumerateFiles(RepositoryFiles.FullPath(".github", "workflows")).Select(file => Path.GetFileName(file))];

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

        Assert.Equal("dotnet publish functions/Bitmagnet.Functions -c Release -o artifacts/azure", runs[0]);
        Assert.Contains("LocalHost|Sandbox", runs[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ci.yml", "false")]
    [InlineData("image.yml", "true")]
    public void Image_IsBuiltForBothArchitecturesAndPushedForATagAlone(string file, string push)
    {
        var workflow = Yaml.Read(".github", "workflows", file).Single();
        var build = ((YamlSequenceNode)workflow["jobs"]["image"]["steps"]).Single(step => Uses(step)?.StartsWith("docker/build-push-action@", StringComparison.Ordinal) == true);

        Assert.Equal("linux/amd64,linux/arm64", build.Value("with", "platforms"));
        Assert.Equal(push, build.Value("with", "push"));
        Assert.Equal(push == "true", workflow["on"] is YamlMappingNode on && on.Children.TryGetValue("push", out var pushed) && ((YamlMappingNode)pushed).Children.ContainsKey("tags"));
    }

    [Theory]
    [InlineData("ci.yml", "contents: read")]
    [InlineData("deploy.yml", "contents: read", "id-token: write")]
    [InlineData("preview.yml", "contents: read", "id-token: write")]
    [InlineData("image.yml", "contents: read", "packages: write")]
    public void Permissions_OfAWorkflow_AreTheLeast(string file, params string[] permissions) => Assert.Equal(
        permissions,
        ((YamlMappingNode)Yaml.Read(".github", "workflows", file).Single()["permissions"]).Children.Select(permission => $"{permission.Key}: {permission.Value}"));

    // A tag of an action can be moved to other code; a commit cannot.
    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_AreNamedByCommitWithTheVersionBeside(string file) => Assert.All(
        RepositoryFiles.Read(".github", "workflows", file).Split('\n').Where(line => line.Contains("uses:", StringComparison.Ordinal)),
        line => Assert.Matches(@"uses: [\w./-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$", line));

    [Theory]
    [InlineData("deploy.yml")]
    [InlineData("preview.yml")]
    public void Azd_IsPinned(string file) => Assert.Matches(@"Azure/setup-azd@[^\n]+\n +with:\n +version: [0-9]+\.[0-9]+\.[0-9]+\n", RepositoryFiles.Read(".github", "workflows", file));

    [Theory]
    [InlineData("deploy.yml")]
    [InlineData("preview.yml")]
    public void Login_ToAzure_IsByTheTokenOfTheRun(string file)
    {
        var text = RepositoryFiles.Read(".github", "workflows", file);

        Assert.Contains("azd auth login --client-id \"$AZURE_CLIENT_ID\" --federated-credential-provider github --tenant-id \"$AZURE_TENANT_ID\"", text, StringComparison.Ordinal);
        Assert.Equal(
            ["DATABASE_DSN", "DATABASE_PASSWORD", "TMDB_API_KEY"],
            Secret().Matches(text).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("deploy.yml")]
    [InlineData("preview.yml")]
    public void Environment_OfAWorkflow_IsAllThatTheParametersRead(string file) => Assert.Empty(
        ParameterFiles.Environment("main.bicepparam").Except(Variable().Matches(RepositoryFiles.Read(".github", "workflows", file)).Select(match => match.Groups[1].Value)));

    [Fact]
    public void Preview_OfAPullRequest_OnlyAsksAndOnlyWhereThereIsALogin()
    {
        var preview = Yaml.Read(".github", "workflows", "preview.yml").Single();

        Assert.Equal("needs.login.outputs.exists == 'true'", preview.Value("jobs", "what-if", "if"));
        Assert.Contains("head.repo.full_name == github.repository", preview.Value("jobs", "login", "if"), StringComparison.Ordinal);
        Assert.Equal(["azd provision --preview --no-prompt"], Runs(preview["jobs"]["what-if"]).Where(run => run.StartsWith("azd ", StringComparison.Ordinal)).Skip(1));
    }

    private static string? Uses(YamlNode step) =>
        ((YamlMappingNode)step).Children.TryGetValue("uses", out var uses) ? uses.ToString() : null;

    private static IEnumerable<string> Runs(YamlNode job) => ((YamlSequenceNode)job["steps"])
        .OfType<YamlMappingNode>()
        .Where(step => step.Children.ContainsKey("run"))
        .Select(step => step.Value("run").Trim());

    [GeneratedRegex(@"secrets\.([A-Z_]+)")]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?m)^ +([A-Z_]+): \$\{\{")]
    private static partial Regex Variable();
}
