using Bitmagnet.LocalHost.Commands;

namespace Bitmagnet.LocalHost.Tests.Commands;

public sealed class ApiAddressTests
{
    [Theory]
    [InlineData(null, null, "http://localhost:7071/api/")]
    [InlineData("http://nas:7071", null, "http://nas:7071/api/")]
    [InlineData("http://nas:7071/", null, "http://nas:7071/api/")]
    [InlineData("https://app.example/bitmagnet/api", null, "https://app.example/bitmagnet/api/")]
    [InlineData(null, "https://app.example", "https://app.example/api/")]
    [InlineData("http://nas", "https://app.example", "http://nas/api/")]
    public void Read_OfOptionAndEnvironment_IsTheAddressOfTheApi(string? option, string? environment, string expected) =>
        Assert.Equal(expected, ApiAddress.Read(new ApiSettings { Url = option }, name => name == ApiAddress.UrlSetting ? environment : null).Url.AbsoluteUri);

    [Theory]
    [InlineData("http://localhost:7071", "option", "environment", "own", "option")]
    [InlineData("http://localhost:7071", null, "environment", "own", "environment")]
    [InlineData("http://127.0.0.1", null, null, "own", "own")]
    [InlineData("http://nas:7071", null, null, "own", null)]
    [InlineData("https://app.example", null, "environment", "own", "environment")]
    public void Read_OfKeys_NeverTakesThisMachinesOwnToAnother(string url, string? option, string? environment, string? own, string? expected) =>
        Assert.Equal(expected, ApiAddress.Read(new ApiSettings { Url = url, Key = option }, name => name switch
        {
            ApiAddress.KeySetting => environment,
            "LOCALHOST_FUNCTION_KEY" => own,
            _ => null,
        }).Key);
}
