using System.Net;
using Bitmagnet.LocalHost.Tests.Fixtures;

namespace Bitmagnet.LocalHost.Tests.Http;

public sealed class FunctionEndpointsTests
{
    private static readonly Dictionary<string, string?> Keys = new()
    {
        ["LOCALHOST_FUNCTION_KEY"] = "f-key",
        ["LOCALHOST_ADMIN_KEY"] = "a-key",
    };

    [Theory]
    [InlineData("GET", "/api/Open", HttpStatusCode.OK)]
    [InlineData("GET", "/api/open", HttpStatusCode.OK)]
    [InlineData("POST", "/api/Open", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/Open", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/items/7", HttpStatusCode.OK)]
    [InlineData("PUT", "/api/items/7", HttpStatusCode.OK)]
    [InlineData("DELETE", "/api/items/7", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/items", HttpStatusCode.NotFound)]
    [InlineData("PATCH", "/api/admin-only", HttpStatusCode.Accepted)]
    [InlineData("GET", "/api/Broken", HttpStatusCode.InternalServerError)]
    public async Task Request_WithoutKeysConfigured_IsRoutedByPathAndMethod(string method, string path, HttpStatusCode expected)
    {
        await using var host = await TestHost.Create(typeof(HttpFunctions)).StartAsync();

        Assert.Equal(expected, await StatusAsync(host, method, path));
    }

    [Fact]
    public async Task Request_OkObjectResult_IsJson()
    {
        await using var host = await TestHost.Create(typeof(HttpFunctions)).StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };

        Assert.Equal("""{"query":"a b"}""", await client.GetStringAsync("/api/Open?q=a%20b", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Request_RouteParameter_IsBound()
    {
        await using var host = await TestHost.Create(typeof(HttpFunctions)).StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };

        Assert.Equal("GET a-1", await client.GetStringAsync("/api/items/a-1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Request_FunctionThrows_TellsTheLogButNotTheCaller()
    {
        await using var host = await TestHost.Create(typeof(HttpFunctions)).StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };

        using var response = await client.GetAsync("/api/Broken", TestContext.Current.CancellationToken);

        Assert.Equal("", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(host.Log.Has(1050));
    }

    [Theory]
    [InlineData("", "/Open")]
    [InlineData("v1/x", "/v1/x/Open")]
    [InlineData("/v1/", "/v1/Open")]
    public async Task RoutePrefix_Other_IsUsed(string prefix, string path)
    {
        var json = """{"version":"2.0","extensions":{"http":{"routePrefix":"PREFIX"}}}""".Replace("PREFIX", prefix, StringComparison.Ordinal);
        await using var host = await TestHost.Create(typeof(HttpFunctions), json).StartAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "GET", path));
    }

    [Theory]
    [InlineData("/api/Open", null, HttpStatusCode.OK)]
    [InlineData("/api/items/7", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/items/7", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/api/items/7", "f-key", HttpStatusCode.OK)]
    [InlineData("/api/items/7", "a-key", HttpStatusCode.OK)]
    [InlineData("/api/items/7?code=f-key", null, HttpStatusCode.OK)]
    [InlineData("/api/items/7?code=f-key", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/api/admin-only", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/admin-only", "f-key", HttpStatusCode.Unauthorized)]
    [InlineData("/api/admin-only", "a-key", HttpStatusCode.NoContent)]
    [InlineData("/api/admin-only?code=a-key", null, HttpStatusCode.NoContent)]
    public async Task Keys_Configured_AreEnforced(string path, string? key, HttpStatusCode expected)
    {
        await using var host = await TestHost.Create(typeof(HttpFunctions), settings: Keys).StartAsync();

        Assert.Equal(expected, await StatusAsync(host, "GET", path, key is null ? null : ("x-functions-key", key)));
    }

    [Theory]
    [InlineData(true, "LOCALHOST_FUNCTION_KEY in the header x-functions-key")]
    [InlineData(false, "Set LOCALHOST_FUNCTION_KEY")]
    public async Task Refusal_WithAndWithoutAKeyConfigured_IsAProblemThatSaysWhatToDoAndNamesTheHeader(bool hasKeys, string expected)
    {
        await using var host = await TestHost.Create(typeof(HttpFunctions), settings: hasKeys ? Keys : null).StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/items/7") { Headers = { { "Via", "1.1 proxy" } } };

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal("ApiKey realm=\"Bitmagnet.Functions\", header=\"x-functions-key\"", Assert.Single(response.Headers.WwwAuthenticate).ToString());
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotContain("f-key", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "", "api/")]
    [InlineData("HEAD", "?code=f-key", "api/?code=f-key")]
    public async Task Root_WithARoutePrefix_LeadsToItWithTheKey(string method, string query, string location)
    {
        await using var host = await TestHost.Create(typeof(HttpFunctions)).StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), "/" + query);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Found, location), (response.StatusCode, response.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("/api/items/7", "f-key", HttpStatusCode.OK)]
    [InlineData("/api/admin-only", "f-key", HttpStatusCode.Unauthorized)]
    [InlineData("/api/admin-only", null, HttpStatusCode.Unauthorized)]
    public async Task Keys_OnlyTheFunctionKeyConfigured_LeavesAdminShut(string path, string? key, HttpStatusCode expected)
    {
        var settings = new Dictionary<string, string?> { ["LOCALHOST_FUNCTION_KEY"] = "f-key" };
        await using var host = await TestHost.Create(typeof(HttpFunctions), settings: settings).StartAsync();

        Assert.Equal(expected, await StatusAsync(host, "GET", path, key is null ? null : ("x-functions-key", key)));
    }

    [Theory]
    [InlineData("Host", "evil.example", HttpStatusCode.Unauthorized)]
    [InlineData("Host", "localhost:7071", HttpStatusCode.NoContent)]
    [InlineData("Host", "[::1]:7071", HttpStatusCode.NoContent)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Unauthorized)]
    [InlineData("Origin", "null", HttpStatusCode.Unauthorized)]
    [InlineData("Origin", "http://localhost:7071", HttpStatusCode.NoContent)]
    public async Task Keys_NoneConfigured_ShutsOutForeignPages(string header, string value, HttpStatusCode expected)
    {
        await using var host = await TestHost.Create(typeof(HttpFunctions)).StartAsync();

        Assert.Equal(expected, await StatusAsync(host, "GET", "/api/admin-only", (header, value)));
    }

    // nginx, Caddy and Traefik on the same machine pass on callers from anywhere, with a Host that may be localhost.
    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1;host=localhost")]
    [InlineData("Via", "1.1 proxy")]
    public async Task Keys_NoneConfigured_ShutsOutWhatAProxyForwards(string header, string value)
    {
        await using var host = await TestHost.Create(typeof(HttpFunctions)).StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, "GET", "/api/admin-only", (header, value)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "GET", "/api/Open", (header, value)));
    }

    [Fact]
    public async Task Keys_Configured_LetInWhatAProxyForwardsWithTheKey()
    {
        await using var host = await TestHost.Create(typeof(HttpFunctions), settings: Keys).StartAsync();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, "GET", "/api/items/7?code=f-key", ("X-Forwarded-For", "203.0.113.7")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host, "GET", "/api/items/7", ("X-Forwarded-For", "203.0.113.7")));
    }

    [Fact]
    public async Task Server_ByDefault_ListensOnLoopbackOnly()
    {
        await using var host = await TestHost.Create(typeof(HttpFunctions)).StartAsync();

        Assert.True(host.Address.IsLoopback);
    }

    private static async Task<HttpStatusCode> StatusAsync(
        TestHost host, string method, string path, (string Name, string Value)? header = null)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (header is { } given)
        {
            request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
