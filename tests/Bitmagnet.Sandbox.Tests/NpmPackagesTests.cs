using System.Diagnostics;
using System.Globalization;

namespace Bitmagnet.Sandbox.Tests;

public sealed class NpmPackagesTests
{
    /// <summary>Only ends a hang.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Ensure_Cancelled_EndsNpmAndTheNextInstalls()
    {
        await using var registry = await SlowRegistry.StartAsync(Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var first = NpmPackages.EnsureAsync(registry.Root, stop.Token);
        await registry.Asked.WaitAsync(Patience, Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await registry.Gone.WaitAsync(Patience, Token);
        registry.Answer();
        await AssertInstallsAsync(registry.Root);
    }

    [Fact]
    public async Task Ensure_WritesNothingWhereNpmIsConfiguredToKeepItsCacheAndItsLogs()
    {
        await using var registry = await SlowRegistry.StartAsync(Token);
        registry.Answer();

        await AssertInstallsAsync(registry.Root);

        Assert.False(Directory.Exists(registry.UserFolder));
    }

    [Fact]
    public async Task Ensure_OverAnNpmThatOutlivedAKilledRun_EndsItAndInstalls()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads the parent's id from /proc.");
        await using var registry = await SlowRegistry.StartAsync(Token);
        var first = NpmPackages.EnsureAsync(registry.Root, Token);
        await registry.Asked.WaitAsync(Patience, Token);
        using (var supervisor = Process.GetProcessById(ParentOf(File.ReadAllText(Path.Combine(registry.Root, ".npm-install.pid")))))
        {
            supervisor.Kill();
        }

        await Assert.ThrowsAsync<SandboxException>(() => first);
        Assert.False(registry.Gone.IsCompleted);
        registry.Answer();
        await AssertInstallsAsync(registry.Root);
        await registry.Gone.WaitAsync(Patience, Token);
    }

    private static async Task AssertInstallsAsync(string root)
    {
        var packages = await NpmPackages.EnsureAsync(root, Token).WaitAsync(Patience, Token);

        Assert.True(File.Exists(packages.Azurite));
        Assert.True(File.Exists(Path.Combine(packages.Postgres, "bin", "postgres")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(root, ".npm-install.*"));
    }

    private static int ParentOf(string pid) =>
        int.Parse(File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..], CultureInfo.InvariantCulture);
}
