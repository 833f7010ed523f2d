using System.Text.RegularExpressions;

namespace Bitmagnet.Infrastructure.Tests;

public sealed partial class DeployDocumentTests
{
    private static readonly string Document = RepositoryFiles.Read("docs", "deploy.md");

    [Fact]
    public void EnvironmentVariables_ThatAreSet_AreReadByMainParameters() => Assert.All(
        Set().Matches(Document).Select(match => match.Groups[1].Value),
        name => Assert.Contains($"readEnvironmentVariable('{name}'", RepositoryFiles.Read("infra", "main.bicepparam"), StringComparison.Ordinal));

    [Fact]
    public void Files_ThatAreNamed_AreInTheRepository() => Assert.All(
        File().Matches(Document).Select(match => match.Value),
        file => Assert.True(Path.Exists(RepositoryFiles.FullPath(file)), file));

    [Fact]
    public void Dockerfile_Build_HasEveryFileThatTheBuildReads()
    {
        var copied = RepositoryFiles.Read("Dockerfile");

        Assert.All(
            [".editorconfig", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props", "host.json"],
            file => Assert.Contains(file, copied, StringComparison.Ordinal));
    }

    [GeneratedRegex("azd env set ([A-Z_]+)")]
    private static partial Regex Set();

    [GeneratedRegex(@"(infra|deploy|\.github|tests)/[\w./-]+\w")]
    private static partial Regex File();
}
