using Bitmagnet.LocalHost.Configuration;

namespace Bitmagnet.LocalHost.Tests.Configuration;

public sealed class HostArgumentsTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("--exit-when-drained", null)]
    [InlineData("--port 7080", 7080)]
    [InlineData("--exit-when-drained --port 0 x", 0)]
    [InlineData("--port=65535", 65535)]
    [InlineData("-p 80", 80)]
    public void Port_Arguments_IsFound(string arguments, int? expected) =>
        Assert.Equal(expected, HostArguments.Port(arguments.Split(' ')));

    [Theory]
    [InlineData("--port", "")]
    [InlineData("--port -1", "-1")]
    [InlineData("--port=65536", "65536")]
    [InlineData("--port http", "http")]
    public void Port_NotAPort_IsRefused(string arguments, string value)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => HostArguments.Port(arguments.Split(' ')));

        Assert.Equal($"--port is '{value}'; allowed: a whole number from 0 to 65535.", exception.Message);
    }
}
