using System.Diagnostics;

namespace Bitmagnet.Infrastructure.Tests.Bicep;

/// <summary>The Bicep CLI of the version that Directory.Packages.props pins, as restored by the build of this project.</summary>
internal static class BicepCli
{
    /// <summary>The environment of the committed snapshots.</summary>
    public static readonly Dictionary<string, string> SnapshotEnvironment = new()
    {
        ["BUDGET_START"] = "2026-12-01",
        ["DATABASE_HOST"] = "database.example.org",
    };

    private static readonly string[] SnapshotArguments =
    [
        "--subscription-id", "00000000-0000-0000-0000-000000000001", "--tenant-id", "00000000-0000-0000-0000-000000000002",
        "--location", "westeurope", "--deployment-name", "bitmagnet",
    ];

    // The variables that the parameter files read; unset, so a developer's values do not reach a snapshot.
    private static readonly string[] ParameterVariables =
    [
        .. Directory.EnumerateFiles(RepositoryFiles.InfrastructureFolder, "*.bicepparam")
            .SelectMany(file => ParameterFiles.Environment(Path.GetFileName(file))).Distinct(),
    ];

    public static Task<BicepResult> RunAsync(params string[] arguments) =>
        RunAsync(RepositoryFiles.InfrastructureFolder, new Dictionary<string, string>(), arguments);

    /// <summary>Predicts what a parameter file deploys, and writes the snapshot beside it or compares it with the existing one.</summary>
    /// <param name="folder">A copy of infra/, or infra/ itself.</param>
    /// <param name="file">The parameter file.</param>
    /// <param name="mode">overwrite or validate.</param>
    /// <param name="environment">The variables to set, of those the file reads.</param>
    public static Task<BicepResult> SnapshotAsync(string folder, string file, string mode, IReadOnlyDictionary<string, string> environment) =>
        RunAsync(folder, environment, ["snapshot", file, "--mode", mode, .. SnapshotArguments]);

    private static async Task<BicepResult> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(RepositoryFiles.Metadata("BicepFolder"), "bicep"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var name in ParameterVariables)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        var cancellation = Token;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new BicepResult(process.ExitCode, await output, await errors);
    }
}

/// <summary>The result of one run of the Bicep CLI.</summary>
internal sealed record BicepResult(int ExitCode, string Output, string Errors);
