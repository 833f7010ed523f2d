namespace Bitmagnet.Infrastructure.Tests.Bicep;

public sealed class BicepFilesTests(CompiledTemplate template)
{
    public static TheoryData<string> ParameterFiles() => [.. Files("*.bicepparam")];

    [Fact]
    public void Build_Main_HasNoDiagnostics() => Assert.Equal("", template.Diagnostics);

    [Fact]
    public async Task Lint_Main_HasNoWarnings()
    {
        var result = await BicepCli.RunAsync("lint", "main.bicep");

        Assert.Equal((0, "", ""), (result.ExitCode, result.Output.Trim(), result.Errors.Trim()));
    }

    [Fact]
    public void Lint_Rules_AreAllErrors()
    {
        var config = RepositoryFiles.Read("infra", "bicepconfig.json");

        Assert.DoesNotContain("\"warning\"", config, StringComparison.Ordinal);
        Assert.DoesNotContain("\"off\"", config, StringComparison.Ordinal);
    }

    // One run on a copy: the CLI takes seconds to start and formats in place.
    [Fact]
    public async Task Format_EveryFile_ChangesNothing()
    {
        var copy = Directory.CreateTempSubdirectory("bicep-format").FullName;
        try
        {
            foreach (var file in AllFiles())
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, file))!);
                File.Copy(RepositoryFiles.FullPath("infra", file), Path.Combine(copy, file));
            }

            var result = await BicepCli.RunAsync("format", "--pattern", Path.Combine(copy, "**", "*.bicep*"));

            Assert.True(result.ExitCode == 0, result.Output + result.Errors);
            Assert.All(AllFiles(), file => Assert.Equal(RepositoryFiles.Read("infra", file), File.ReadAllText(Path.Combine(copy, file))));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(ParameterFiles))]
    public async Task Snapshot_EveryParameterFile_IsAsCommitted(string file)
    {
        var result = await BicepCli.SnapshotAsync(RepositoryFiles.InfrastructureFolder, file, "validate", BicepCli.SnapshotEnvironment);

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
    }

    private static IEnumerable<string> AllFiles() => Files("*.bicep").Concat(Files("*.bicepparam"));

    private static IEnumerable<string> Files(string pattern) => Directory
        .EnumerateFiles(RepositoryFiles.InfrastructureFolder, pattern, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(RepositoryFiles.InfrastructureFolder, file))
        .Order(StringComparer.Ordinal);
}
