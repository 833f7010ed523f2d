using System.Diagnostics;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>infra/predeploy.sh, run as azd runs it.</summary>
public sealed class PredeployTests
{
    private static readonly Dictionary<string, string> Complete = new()
    {
        ["FUNCTION_APP_NAME"] = "func-x",
        ["DATABASE_HOST"] = "db.example.org",
        ["TMDB_API_KEY"] = "key",
        ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
    };

    [Fact]
    public async Task Run_WithEverything_SaysNothing() => Assert.Equal((0, ""), await RunAsync(Complete));

    [Theory]
    [InlineData("FUNCTION_APP_NAME", "run 'azd provision' first")]
    [InlineData("DATABASE_HOST", "no database is named")]
    [InlineData("PATH", "dotnet is not installed")]
    public async Task Run_WithOneThingMissing_StopsAndSaysWhichInOneLine(string missing, string expected)
    {
        // A shell that is given no PATH takes one of its own: an empty folder stands for nothing installed.
        var (exitCode, errors) = await RunAsync(missing == "PATH"
            ? Complete.Where(variable => variable.Key != missing).Append(new("PATH", "/nonexistent"))
            : Complete.Where(variable => variable.Key != missing));

        Assert.Equal(1, exitCode);
        Assert.StartsWith("Not deployed: ", errors, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Single(errors.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithADsnAlone_KnowsTheDatabase() => Assert.Equal(
        (0, ""),
        await RunAsync(Complete.Where(variable => variable.Key != "DATABASE_HOST").Append(new("DATABASE_DSN", "postgres://db/bitmagnet"))));

    [Fact]
    public async Task Run_WithoutATmdbKey_DeploysAndSaysWhatComesOfIt()
    {
        var (exitCode, errors) = await RunAsync(Complete.Where(variable => variable.Key != "TMDB_API_KEY"));

        Assert.Equal(0, exitCode);
        Assert.StartsWith("Note: TMDB_API_KEY is not set", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Hook_InAzureYaml_RunsTheScript()
    {
        var hook = Yaml.Read("azure.yaml").Single()["hooks"]["predeploy"];

        Assert.Equal(("sh", "infra/predeploy.sh"), (hook.Value("shell"), hook.Value("run")));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(RepositoryFiles.FullPath("infra", "predeploy.sh")).HasFlag(UnixFileMode.UserExecute));
    }

    private static async Task<(int ExitCode, string Errors)> RunAsync(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo("/bin/sh", [RepositoryFiles.FullPath("infra", "predeploy.sh")]) { RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, errors.Trim());
    }
}
