using Bitmagnet.LocalHost.Configuration;

namespace Bitmagnet.LocalHost.Tests.Configuration;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData(null, 7071, "http://localhost:7071")]
    [InlineData("", 0, "http://127.0.0.1:0")]
    [InlineData("0.0.0.0", 7071, "http://0.0.0.0:7071")]
    [InlineData(" 192.168.1.4 ", 80, "http://192.168.1.4:80")]
    [InlineData("::", 7071, "http://[::]:7071")]
    public void Url_OfTheSetting_IsLoopbackUnlessItSays(string? listen, int port, string expected) => Assert.Equal(expected, ListenAddress.Url(listen, port));

    [Theory]
    [InlineData("everywhere")]
    [InlineData("http://0.0.0.0:80")]
    public void Url_NotAnAddress_IsRefusedWithWhatIsAllowed(string listen)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => ListenAddress.Url(listen, 7071));

        Assert.StartsWith($"LISTEN is '{listen}'; allowed: an address of this machine such as 192.168.1.4, 0.0.0.0 or :: for all of them", refused.Message, StringComparison.Ordinal);
    }
}
