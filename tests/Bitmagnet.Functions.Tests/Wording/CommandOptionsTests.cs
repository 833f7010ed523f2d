using Bitmagnet.Functions.Benchmarks;

namespace Bitmagnet.Functions.Tests.Wording;

public sealed class CommandOptionsTests
{
    [Fact]
    public void Read_WhatIsGiven_IsAnsweredAndTheRestIsAsUsual()
    {
        var options = Read("--torrents", "500", "--dense", "--state", "gone");

        Assert.Equal((500, 7), (options.Number("--torrents", 1), options.Number("--seed", 7)));
        Assert.Equal(("gone", null), (options.Text("--state"), options.Text("--folder")));
        Assert.True(options.Has("--dense"));
        Assert.False(Read().Has("--dense"));
    }

    [Theory]
    [InlineData("--torents is no option of this command; it has --torrents, --seed, --state, --folder, --dense", "--torents", "500")]
    [InlineData("500 is no option of this command; it has --torrents, --seed, --state, --folder, --dense", "500")]
    [InlineData("--torrents has no value", "--dense", "--torrents")]
    [InlineData("--torrents is \"many\"; a whole number from 1 to 2147483647 is allowed", "--torrents", "many")]
    [InlineData("--torrents is \"-5\"; a whole number from 1 to 2147483647 is allowed", "--torrents", "-5")]
    [InlineData("--torrents is \"0\"; a whole number from 1 to 2147483647 is allowed", "--torrents", "0")]
    [InlineData("--torrents is \"9999999999\"; a whole number from 1 to 2147483647 is allowed", "--torrents", "9999999999")]
    public void Read_WhatCannotBeUsed_NamesTheOptionItsValueAndWhatIsAllowed(string problem, params string[] args) =>
        Assert.Equal(problem, Assert.Throws<BadOptionException>(() => Read(args).Number("--torrents", 1, least: 1)).Message);

    private static CommandOptions Read(params string[] args) => new(args, ["--torrents", "--seed", "--state", "--folder"], "--dense");
}
