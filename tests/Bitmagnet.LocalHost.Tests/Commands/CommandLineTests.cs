using Bitmagnet.LocalHost.Commands;
using Microsoft.Extensions.Configuration;

namespace Bitmagnet.LocalHost.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("Unknown command 'explian'", "explian", "A.Name.1999")]
    [InlineData("Unknown option 'prot'", "--prot", "80")]
    [InlineData("Unknown option 'TMDB_API_KEY'", "--TMDB_API_KEY=s3cret")]
    [InlineData("Unknown option 'x'", "--port", "80", "-x")]
    [InlineData("Unknown option 'json'", "--json")]
    [InlineData("Unknown command 'explain'", "--port", "0", "explain", "A.Name.1999")]
    [InlineData("--port has no value; allowed: --port <N>", "--port")]
    [InlineData("--port is 'http'; allowed: a whole number from 0 to 65535", "--port", "http")]
    [InlineData("--port is '65536'; allowed: a whole number from 0 to 65535", "run", "--port=65536")]
    [InlineData("--sandbox-torrents is 'many'; allowed: a whole number from 1 to 5000000", "--exit-when-drained", "--sandbox-torrents", "many")]
    [InlineData("--sandbox-torrents is '0'; allowed: a whole number from 1 to 5000000", "--sandbox-torrents", "0")]
    [InlineData("--sandbox-folder is ' '; allowed: the path of a folder", "--sandbox-folder", " ")]
    [InlineData("explain needs a release name;", "explain")]
    [InlineData("explain needs a release name;", "explain", "--match")]
    [InlineData("explain was given an empty name;", "explain", "")]
    [InlineData("explain was given an empty name;", "explain", "  ")]
    [InlineData("explain takes one release name, in quotation marks, not 2 words;", "explain", "one", "two")]
    [InlineData("explain --json reads names from standard input,", "explain", "--json", "a name")]
    [InlineData("Unknown option 'jsn'", "explain", "--jsn")]
    [InlineData("Unknown option 'port'", "explain", "a name", "--port", "0")]
    [InlineData("Unknown command 'lst'", "jobs", "lst")]
    [InlineData("Command 'show' is missing required argument 'id'", "jobs", "show")]
    [InlineData("jobs replay takes the id of one job, or --reason;", "jobs", "replay")]
    [InlineData("jobs delete takes the id of one job, or --status;", "jobs", "delete", "a", "--status", "failed")]
    [InlineData("--reason stands alone;", "jobs", "delete", "a", "--reason", "poisoned")]
    [InlineData("jobs delete --status deletes many jobs and cannot be undone;", "jobs", "delete", "--status", "failed")]
    [InlineData("--url is 'nowhere'; allowed: an address such as http://localhost:7071", "status", "--url", "nowhere")]
    [InlineData("--url is '(hidden)';", "status", "--url", "http://me:s3cret@localhost")]
    [InlineData("--url is '(hidden)';", "status", "--url", "http://localhost/api?code=s3cret")]
    [InlineData("--key is (hidden);", "status", "--key", "s3cret\n")]
    [InlineData("--status has no value; allowed:", "jobs", "list", "--status")]
    [InlineData("--type has no value; allowed:", "backfill", "start", "--type", "movie", "--type")]
    [InlineData("--url has no value; allowed:", "status", "--url")]
    public async Task Run_WithWhatIsNotAllowed_IsOneLineOfWhatIsAndCode2(string expected, params string[] words)
    {
        var run = await CommandRun.OfAsync(words);

        Assert.Equal((ExitCode.BadInput, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(character => character == '\n'));
        Assert.DoesNotContain("s3cret", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain", "--help")]
    [InlineData("--sandbox-torrents", "--port", "0", "-h")]
    [InlineData("--dry-run", "sweep", "--help")]
    [InlineData("--exit-when-drained", "--help")]
    [InlineData("backfill", "-?")]
    [InlineData("--rematch", "backfill", "start", "--help")]
    public async Task Help_AnywhereInTheLine_IsShownAndNothingRun(string expected, params string[] words)
    {
        var run = await CommandRun.OfAsync(words);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_IsTheBuildsOwn()
    {
        var run = await CommandRun.OfAsync(["--version"]);

        Assert.Equal((ExitCode.Done, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", run.Output);
    }

    [Fact]
    public void RunSettings_OfEveryOption_AreReadByConfigurationAsTheyWereWritten()
    {
        var settings = new RunSettings { Port = "80", SandboxFolder = "--odd folder", SandboxTorrents = "7", ExitWhenDrained = true };

        var read = new ConfigurationBuilder().AddCommandLine(settings.ForConfiguration()).Build();

        Assert.True(settings.Validate().Successful);
        Assert.Equal(("80", "--odd folder", "7"), (read["port"], read["sandbox-folder"], read["sandbox-torrents"]));
    }

    [Fact]
    public void RunSettings_WithoutOptions_LeaveConfigurationAlone() => Assert.Empty(new RunSettings().ForConfiguration());
}
