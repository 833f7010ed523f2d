using Bitmagnet.Functions.Dashboard;

namespace Bitmagnet.Functions.Tests.Dashboard;

public sealed class AboutTests
{
    [Fact]
    public void ThisBuild_HasTheVersionOfItsAssembly() => Assert.StartsWith(typeof(About).Assembly.GetName().Version!.ToString(3), About.ThisBuild.Version, StringComparison.Ordinal);

    [Theory]
    [InlineData("0.1.0", "0.1.0")]
    [InlineData("0.1.0+0123456789abcdef0123456789abcdef01234567", "0.1.0+0123456")]
    [InlineData("1.0.0-rc.1+build.5", "1.0.0-rc.1+build.5")]
    public void VersionOf_ABuildWithItsCommit_HasSevenDigitsOfIt(string informationalVersion, string expected) => Assert.Equal(expected, About.VersionOf(informationalVersion));

    [Theory]
    [InlineData("https://example.org/who/what.git", "https://example.org/who/what")]
    [InlineData("https://example.org/who/what", "https://example.org/who/what")]
    [InlineData("https://token@example.org/who/what.git", null)]
    [InlineData("git@example.org:who/what.git", null)]
    [InlineData("/home/who/what", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void SourceOf_ARemote_IsAPageForPeopleOrNone(string? remote, string? expected) => Assert.Equal(expected, About.SourceOf(remote)?.OriginalString);
}
