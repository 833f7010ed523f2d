using System.Diagnostics;
using System.Globalization;

namespace Bitmagnet.Sandbox.Tests;

public sealed class ServersTests
{
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

    [Theory]
    [InlineData("azurite")]
    [InlineData("postgres")]
    public async Task Start_OverLeftoversOfAKilledRun_EndsThemAndStarts(string part)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Reads the parent's id from /proc.");
        var folder = new SandboxFolder(Directory.CreateTempSubdirectory("bitmagnet-leftovers-").FullName);
#pragma warning disable CA1416 // Skipped above where it is not supported.
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
#pragma warning restore CA1416
        try
        {
            int leftover;
            await using (await StartAsync(part, folder))
            {
                leftover = ReadPid(folder, part);
                using var supervisor = Process.GetProcessById(ParentOf(leftover));
                supervisor.Kill();
                await supervisor.WaitForExitAsync(Token);
            }

            Assert.True(IsAlive(leftover));
            await using (await StartAsync(part, folder))
            {
                Assert.False(IsAlive(leftover));
                Assert.True(IsAlive(ReadPid(folder, part)));
            }
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    [Fact]
    public async Task Start_WithAPidFileThatNamesAStranger_LeavesItAlone()
    {
        var folder = SandboxFolder.Temporary();
        using var stranger = Process.Start("node", ["-e", "setInterval(() => {}, 1000)"]);
        try
        {
            var pidFile = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "azurite")).FullName, "azurite.pid");
            await File.WriteAllTextAsync(pidFile, $"{stranger.Id}", Token);
            File.SetLastWriteTimeUtc(pidFile, stranger.StartTime.ToUniversalTime().AddHours(-1));

            await using (await AzuriteServer.StartAsync(folder, Token))
            {
                Assert.False(stranger.HasExited);
            }
        }
        finally
        {
            stranger.Kill();
        }
    }

    private static async Task<IAsyncDisposable> StartAsync(string part, SandboxFolder folder) =>
        part == "azurite" ? await AzuriteServer.StartAsync(folder, Token) : await PostgresServer.StartAsync(folder, Token);

    private static int ParentOf(int pid) =>
        int.Parse(File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..], CultureInfo.InvariantCulture);

    private static int ReadPid(SandboxFolder folder, string part) => int.Parse(File.ReadAllText(Path.Combine(folder.Path, part, $"{part}.pid")), CultureInfo.InvariantCulture);

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
