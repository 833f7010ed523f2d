using Microsoft.Extensions.Configuration;

namespace Bitmagnet.LocalHost.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData]
    [InlineData("--port", "0")]
    [InlineData("--port=7080")]
    [InlineData("-p", "80")]
    [InlineData("--exit-when-drained", "--sandbox-folder", "a folder", "--sandbox-torrents", "500")]
    [InlineData("--sandbox-folder=--odd", "--sandbox-torrents=500", "--exit-when-drained")]
    [InlineData("explain", "A.Name.1999")]
    [InlineData("explain", "-={Group}=- A Name 1999")]
    [InlineData("explain", "--json")]
    [InlineData("explain", "--json", "--match")]
    [InlineData("explain", "--match", "A.Name.1999")]
    public void Problem_OfWhatIsDocumented_IsNone(params string[] arguments) => Assert.Null(CommandLine.Problem(arguments));

    [Theory]
    [InlineData("There is no option --prot;", "--prot", "80")]
    [InlineData("There is no option --TMDB_API_KEY=;", "--TMDB_API_KEY=s3cret")]
    [InlineData("There is no option -x;", "--port", "80", "-x")]
    [InlineData("There is no option -p=;", "-p=80")]
    [InlineData("There is no option --exit-when-drained=;", "--exit-when-drained=true")]
    [InlineData("There is no option --json;", "--json")]
    [InlineData("Word 1 is neither an option nor explain;", "explian", "A.Name.1999")]
    [InlineData("Word 3 is neither an option nor explain;", "--port", "0", "explain", "A.Name.1999")]
    [InlineData("Word 3 is neither an option nor explain;", "--port", "80", "80")]
    [InlineData("--port has no value;", "--port")]
    [InlineData("--sandbox-folder has no value;", "--sandbox-folder", "--exit-when-drained")]
    [InlineData("explain needs a release name;", "explain")]
    [InlineData("explain needs a release name;", "explain", "--match")]
    [InlineData("explain takes one release name, in quotation marks, not 2 words;", "explain", "one", "two")]
    [InlineData("explain --json reads names from standard input,", "explain", "--json", "a name")]
    [InlineData("explain has no option --jsn;", "explain", "--jsn")]
    [InlineData("explain has no option --port;", "explain", "a name", "--port", "0")]
    public void Problem_OfAnythingElse_IsOneLineThatNamesItAndWhatIsAllowed(string expected, params string[] arguments)
    {
        var problem = CommandLine.Problem(arguments);

        Assert.NotNull(problem);
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.Matches("--help shows all|usage: explain", problem);
        Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Theory]
    [InlineData(true, "--help")]
    [InlineData(true, "--port", "0", "-h")]
    [InlineData(true, "explain", "--help")]
    [InlineData(false, "--port", "0")]
    public void AsksForHelp_AnywhereInTheLine_IsSeen(bool expected, params string[] arguments) => Assert.Equal(expected, CommandLine.AsksForHelp(arguments));

    [Fact]
    public void ForConfiguration_OptionWithoutAValue_TakesNoOtherOptionAway()
    {
        var arguments = CommandLine.ForConfiguration(["--exit-when-drained", "--sandbox-folder", "elsewhere", "--sandbox-torrents=7"]);

        var settings = new ConfigurationBuilder().AddCommandLine(arguments).Build();

        Assert.Equal(("elsewhere", "7"), (settings["sandbox-folder"], settings["sandbox-torrents"]));
    }

    [Fact]
    public void ForConfiguration_ReleaseNameThatLooksLikeAnOption_IsNone() =>
        Assert.Empty(CommandLine.ForConfiguration(["explain", "-={Group}=- A Name 1999"]));
}
