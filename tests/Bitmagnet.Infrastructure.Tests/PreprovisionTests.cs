using System.Diagnostics;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>The check before anything is created in Azure, run as azd runs it: by sh, and by PowerShell if installed.</summary>
public sealed class PreprovisionTests
{
    private const string NoDatabase = "no database is named: 'azd env set DATABASE_HOST ...' or 'azd env set DATABASE_DSN ...', or 'azd env set CREATE_DATABASE true'";

    private static readonly (string Environment, int ExitCode, string Said)[] Cases =
    [
        ("", 1, NoDatabase),
        ("CREATE_DATABASE=false", 1, NoDatabase),
        ("DATABASE_HOST=db.example.org", 0, "Note: TMDB_API_KEY is not set"),
        ("DATABASE_HOST=db.example.org TMDB_API_KEY=k", 0, ""),
        ("DATABASE_DSN=postgres://db/bitmagnet TMDB_API_KEY=k", 0, ""),
        ("CREATE_DATABASE=true", 1, "CREATE_DATABASE is true without DATABASE_PASSWORD, the administrator's"),
        ("CREATE_DATABASE=true DATABASE_PASSWORD=p DATABASE_HOST=db.example.org", 1, "CREATE_DATABASE is true, and DATABASE_HOST or DATABASE_DSN names another database: unset one"),
        ("CREATE_DATABASE=true DATABASE_PASSWORD=p TMDB_API_KEY=k", 0, ""),
        ("DATABASE_HOST=db MONTHLY_BUDGET=20 ALERT_EMAIL=a@b", 1, "MONTHLY_BUDGET is set without BUDGET_START: 'azd env set BUDGET_START "),
        ("DATABASE_HOST=db MONTHLY_BUDGET=20 ALERT_EMAIL=a@b BUDGET_START=2026-11-15", 1, "MONTHLY_BUDGET is set without BUDGET_START"),
        ("DATABASE_HOST=db MONTHLY_BUDGET=20 BUDGET_START=2026-11-01", 1, "MONTHLY_BUDGET is set without ALERT_EMAIL, whom it tells"),
        ("DATABASE_HOST=db MONTHLY_BUDGET=20 BUDGET_START=2026-11-01 ALERT_EMAIL=a@b TMDB_API_KEY=k", 0, ""),
        ("DATABASE_HOST=db MONTHLY_BUDGET=0 TMDB_API_KEY=k", 0, ""),
        ("DATABASE_HOST=db TMDB_API_KEY=k VNET_ENABLED=true", 0, "Note: VNET_ENABLED needs the resource provider Microsoft.App: 'az provider register --namespace Microsoft.App'"),
    ];

    public static TheoryData<string, int, string> Environments()
    {
        var data = new TheoryData<string, int, string>();
        foreach (var (environment, exitCode, said) in Cases)
        {
            data.Add(environment, exitCode, said);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task Run_ByASh_SaysInOneLineWhatIsMissing(string environment, int exitCode, string said) =>
        AssertSaid(await RunAsync("/bin/sh", [Script("preprovision.sh")], environment), exitCode, said);

    [Fact]
    public async Task Run_ByPowerShell_SaysTheSame()
    {
        Assert.SkipUnless(IsInstalled("pwsh"), "PowerShell (pwsh) is not installed; the next test compares the words of both scripts.");
        foreach (var (environment, exitCode, said) in Cases)
        {
            AssertSaid(await RunAsync("pwsh", ["-NoProfile", "-File", Script("preprovision.ps1")], environment), exitCode, said);
        }
    }

    [Fact]
    public void Scripts_ForBothShells_HaveTheSameWords()
    {
        var scripts = (string[])[File.ReadAllText(Script("preprovision.sh")), File.ReadAllText(Script("preprovision.ps1"))];

        Assert.All(
            Cases.Select(one => one.Said.Trim()).Where(said => said.Length > 0).Distinct(),
            said => Assert.All(scripts, script => Assert.Contains(said, script, StringComparison.Ordinal)));
    }

    [Fact]
    public void Hook_InAzureYaml_RunsTheScriptOfEachSystem()
    {
        var hook = Yaml.Read("azure.yaml").Single()["hooks"]["preprovision"];

        Assert.Equal(("sh", "infra/hooks/preprovision.sh"), (hook.Value("posix", "shell"), hook.Value("posix", "run")));
        Assert.Equal(("pwsh", "infra/hooks/preprovision.ps1"), (hook.Value("windows", "shell"), hook.Value("windows", "run")));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Script("preprovision.sh")).HasFlag(UnixFileMode.UserExecute));
    }

    private static void AssertSaid((int ExitCode, string Errors) run, int exitCode, string said)
    {
        Assert.Equal(exitCode, run.ExitCode);
        if (said.Length == 0)
        {
            Assert.Equal("", run.Errors);
            return;
        }

        Assert.Contains(said, Assert.Single(run.Errors.Split('\n')), StringComparison.Ordinal);
        Assert.StartsWith(exitCode == 0 ? "Note: " : "Nothing was provisioned: ", run.Errors, StringComparison.Ordinal);
    }

    private static string Script(string name) => RepositoryFiles.FullPath("infra", "hooks", name);

    private static bool IsInstalled(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<(int ExitCode, string Errors)> RunAsync(string shell, string[] arguments, string environment)
    {
        var start = new ProcessStartInfo(shell, arguments) { RedirectStandardError = true };
        var kept = start.Environment.Where(variable => variable.Key is "PATH" or "HOME" or "DOTNET_ROOT").ToArray();
        start.Environment.Clear();
        foreach (var (name, value) in kept)
        {
            start.Environment[name] = value;
        }

        foreach (var pair in environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)))
        {
            start.Environment[pair[0]] = pair[1];
        }

        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, errors.Trim());
    }
}
