namespace Bitmagnet.EndToEnd.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help", 0, "--exit-when-drained")]
    [InlineData("explian", 2, "explain \"<release name>\"")]
    [InlineData("--sandbox-torrents=many", 1, "--sandbox-torrents is 'many'; allowed: a whole number from 1 to 5000000.")]
    public async Task Run_WithAWordOrValueThatIsNotAllowed_SaysWhatIsAndStartsNothing(string argument, int code, string expected)
    {
        using var application = ApplicationProcess.Start(new Dictionary<string, string>(), argument);

        Assert.Equal(code, await application.WaitForExitAsync());
        Assert.Contains(expected, application.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", application.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sandbox  ", application.Output, StringComparison.Ordinal);
    }
}
