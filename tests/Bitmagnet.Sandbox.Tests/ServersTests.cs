using System.Diagnostics;
using Npgsql;

namespace Bitmagnet.Sandbox.Tests;

public sealed class ServersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_AfterStart_LeavesNoProcessAndNoFile()
    {
        var folder = SandboxFolder.Temporary();
        int[] pids;
        await using (await AzuriteServer.StartAsync(folder, Token))
        await using (await PostgresServer.StartAsync(folder, Token))
        {
            pids = [ReadPid(folder, "azurite"), ReadPid(folder, "postgres")];
            Assert.All(pids, pid => Assert.True(IsAlive(pid)));
        }

        Assert.All(pids, pid => Assert.False(IsAlive(pid)));
        Assert.False(Directory.Exists(folder.Path));
    }

    [Theory]
    [InlineData("azurite", "node")]
    [InlineData("postgres", "postgres")]
    public async Task Start_WhileAnotherUsesTheFolder_SaysSo(string part, string program)
    {
        var folder = SandboxFolder.Temporary();
        await using IAsyncDisposable first = part == "azurite" ? await AzuriteServer.StartAsync(folder, Token) : await PostgresServer.StartAsync(folder, Token);

        var error = await Assert.ThrowsAsync<SandboxException>(async () =>
            _ = part == "azurite" ? (object)await AzuriteServer.StartAsync(folder, Token) : await PostgresServer.StartAsync(folder, Token));

        Assert.Contains("Another run uses", error.Message, StringComparison.Ordinal);
        Assert.Equal(program, Process.GetProcessById(ReadPid(folder, part)).ProcessName);
    }

    private static int ReadPid(SandboxFolder folder, string part) => int.Parse(File.ReadAllText(Path.Combine(folder.Path, part, $"{part}.pid")));

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
