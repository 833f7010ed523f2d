using Bitmagnet.LocalHost.Startup;
using Bitmagnet.Sandbox;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Spectre.Console;

namespace Bitmagnet.LocalHost.Tests.Startup;

public sealed class SandboxSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_Twice_FindsTheIndexOfTheFirstRun()
    {
        var path = Path.Combine(Path.GetTempPath(), $"bitmagnet-session-{Guid.NewGuid():N}");
        try
        {
            var first = await RunAsync(path);
            var second = await RunAsync(path);

            Assert.Contains("a new sample index of 55 torrents", first, StringComparison.Ordinal);
            Assert.Contains("the sample index of an earlier run", second, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public async Task Start_WithATorrentsCountThatIsNoNumber_SaysWhatIsAllowed()
    {
        var configuration = Configuration(("sandbox-torrents", "many"));

        var error = await Assert.ThrowsAsync<SandboxException>(() => SandboxSession.StartAsync(new SandboxNeeds(false, true, false), configuration, Console(new StringWriter()), Token));

        Assert.Contains("allowed: a whole number", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string path)
    {
        using var output = new StringWriter();
        var configuration = Configuration(("sandbox-folder", path), ("sandbox-torrents", "50"));
        await using var session = await SandboxSession.StartAsync(new SandboxNeeds(true, true, true), configuration, Console(output), Token);

        await using var database = NpgsqlDataSource.Create(session.Settings["POSTGRES_DSN"]!);
        await using var count = database.CreateCommand("SELECT count(*) FROM torrents");
        Assert.Equal(55L, await count.ExecuteScalarAsync(Token));
        Assert.EndsWith("/3", session.Settings["TMDB_BASE_URL"], StringComparison.Ordinal);
        Assert.Contains("QueueEndpoint=http://127.0.0.1:", session.Settings["AzureWebJobsStorage"], StringComparison.Ordinal);
        return output.ToString().ReplaceLineEndings(" ");
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build();

    private static IAnsiConsole Console(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 400;
        return console;
    }
}
