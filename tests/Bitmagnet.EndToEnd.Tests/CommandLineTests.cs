namespace Bitmagnet.EndToEnd.Tests;

public sealed class CommandLineTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public async Task Help_IsShownAndNothingStarted()
    {
        var run = await ApplicationRun.OfAsync(None, "", "--port", "0", "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("--exit-when-drained", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox  ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown command 'explian' (--help shows what is allowed).", "explian", "A.Name.1999")]
    [InlineData("Unknown option 'exit-when-draind' (--help", "--exit-when-draind", "--port", "0")]
    [InlineData("Unknown option 'TMDB_ENABLED' (--help", "--TMDB_ENABLED=false")]
    [InlineData("explain was given an empty name; usage: explain", "explain", "")]
    [InlineData("--port is 'http'; allowed: a whole number from 0 to 65535", "--port", "http")]
    [InlineData("--sandbox-torrents is 'many'; allowed: a whole number from 1 to 5000000", "run", "--exit-when-drained", "--sandbox-torrents", "many")]
    [Trait("Needs", "Sandbox")]
    public async Task Run_WithAWordOrValueThatIsNotAllowed_SaysInOneLineWhatIsAndStartsNothing(string expected, params string[] arguments)
    {
        var run = await ApplicationRun.OfAsync(None, "", arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }
}
