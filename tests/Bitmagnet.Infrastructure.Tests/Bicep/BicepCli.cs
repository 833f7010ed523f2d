using System.Diagnostics;

namespace Bitmagnet.Infrastructure.Tests.Bicep;

/// <summary>The Bicep CLI of the version that Directory.Packages.props pins, as restored by the build of this project.</summary>
internal static class BicepCli
{
    // What the parameter files read from the environment: unset, so that a developer's own values do not reach a snapshot.
    public static readonly string[] ParameterVariables =
    [
        "ALERT_EMAIL", "AZURE_ENV_NAME", "AZURE_LOCATION", "BUDGET_START",
        "DATABASE_DSN", "DATABASE_HOST", "DATABASE_PASSWORD", "DATABASE_USER", "TMDB_API_KEY",
    ];

    public static async Task<BicepResult> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(RepositoryFiles.Metadata("BicepFolder"), "bicep"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryFiles.InfrastructureFolder,
        };
        foreach (var name in ParameterVariables)
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return new BicepResult(process.ExitCode, await output, await errors);
    }
}
