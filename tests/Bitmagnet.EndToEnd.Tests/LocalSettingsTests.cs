using System.Text.Json;

namespace Bitmagnet.EndToEnd.Tests;

/// <summary>local.settings.json in the folder where the application is started.</summary>
public sealed class LocalSettingsTests
{
    [Theory]
    [InlineData("AzureWebJobsStorage", "Storage")]
    [InlineData("POSTGRES_DSN", "PostgreSQL")]
    [InlineData(null, null)]
    [Trait("Needs", "Sandbox")]
    public async Task Run_WithAllPartsInTheFileButOne_StartsOnlyThatOneInTheSandbox(string? leftOut, string? started)
    {
        await using var system = await SystemUnderTest.StartAsync();
        system.Settings.Remove(leftOut ?? "");
        var folder = Directory.CreateTempSubdirectory("bitmagnet-e2e-").FullName;
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101); // PostgreSQL runs as an ordinary user
        }

        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, "local.settings.json"), JsonSerializer.Serialize(new { Values = system.Settings }), Token);

            var run = await ApplicationRun.InFolderAsync(
                folder, "--sandbox-folder", Path.Combine(folder, "sandbox"), "--sandbox-torrents", "50", "--exit-when-drained", "--port", "0");

            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            var parts = run.Lines.Where(line => line.StartsWith("sandbox  ", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
            Assert.Equal(started is null ? [] : [started], parts);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
