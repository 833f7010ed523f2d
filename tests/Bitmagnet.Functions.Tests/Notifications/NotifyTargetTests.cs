using Bitmagnet.Functions.Notifications;
using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Tests.Notifications;

public sealed class NotifyTargetTests
{
    [Theory]
    [InlineData("https://example.org/hook?key=s3cret", "webhook at example.org")]
    [InlineData("http://me:s3cret@nas:8080/hook", "webhook at nas")]
    [InlineData("webhook+https://discord.com/api/webhooks/1/s3cret", "webhook at discord.com")]
    [InlineData("https://discord.com/api/webhooks/1/s3cret", "discord at discord.com")]
    [InlineData("discord+https://proxy.lan/hook", "discord at proxy.lan")]
    [InlineData("https://hooks.slack.com/services/T/B/s3cret", "slack at hooks.slack.com")]
    [InlineData("SLACK+https://mattermost.lan/hooks/s3cret", "slack at mattermost.lan")]
    [InlineData("https://ntfy.sh/my-topic", "ntfy at ntfy.sh")]
    [InlineData("ntfy+http://tk_s3cret@ntfy.lan/topic", "ntfy at ntfy.lan")]
    [InlineData("gotify+https://gotify.lan/?token=s3cret", "gotify at gotify.lan")]
    public void Parse_OfAnAddress_KnowsItsServiceAndNeverShowsIt(string text, string expected) => Assert.Equal(expected, NotifyTarget.Parse(text)?.ToString());

    [Theory]
    [InlineData("example.org/hook")]
    [InlineData("ftp://example.org")]
    [InlineData("pigeon+https://example.org")]
    [InlineData("2+https://example.org")]
    [InlineData("ntfy+https://ntfy.sh/")]
    [InlineData("https://ntfy.sh")]
    [InlineData("gotify+https://gotify.lan/")]
    [InlineData("gotify+https://gotify.lan/?token=")]
    [InlineData("https://example.org/#part")]
    public void Read_OfWhatIsNone_SaysWhichAndWhatIsAllowedAndNotTheValue(string text)
    {
        var error = Assert.Throws<InvalidSettingsException>(() => Read("https://example.org/s3cret, " + text));

        Assert.StartsWith("NOTIFY_URLS: address 2 is not one (value hidden); allowed: addresses apart by spaces", Assert.Single(error.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain(text, error.Message.Split("; allowed:")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfSeveral_TakesEachOnce()
    {
        var options = Read("https://a.lan/1  https://b.lan/2,https://a.lan/1\nntfy+https://c.lan/topic");

        Assert.Equal(["webhook at a.lan", "webhook at b.lan", "ntfy at c.lan"], options.Targets.Select(target => target.ToString()));
        Assert.DoesNotContain("/1", options.ToString(), StringComparison.Ordinal);
    }

    private static NotifyOptions Read(string urls) => SettingsReader.Read<NotifyOptions>(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["NOTIFY_URLS"] = urls }).Build());
}
