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
    [InlineData(2, "Word 1 is neither an option nor explain; allowed: options, or explain as the first word (--help shows all).", "explian", "A.Name.1999")]
    [InlineData(2, "There is no option --exit-when-draind; allowed: --port, -p, --exit-when-drained,", "--exit-when-draind", "--port", "0")]
    [InlineData(2, "There is no option --TMDB_ENABLED=; allowed:", "--TMDB_ENABLED=false")]
    [InlineData(2, "explain has no option --jsn; usage: explain", "explain", "--jsn")]
    [InlineData(1, "--port is 'http'; allowed: a whole number from 0 to 65535.", "--port", "http")]
    [InlineData(1, "--sandbox-torrents is 'many'; allowed: a whole number from 1 to 5000000.", "--exit-when-drained", "--sandbox-torrents", "many")]
    public async Task Run_WithAWordOrValueThatIsNotAllowed_SaysInOneLineWhatIsAndStartsNothing(int code, string expected, params string[] arguments)
    {
        var run = await ApplicationRun.OfAsync(None, "", arguments);

        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }
}
