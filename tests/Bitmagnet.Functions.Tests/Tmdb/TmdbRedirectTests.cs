namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbRedirectTests
{
    [Fact]
    public async Task SendAsync_ARedirectToABlockPage_IsNotFollowedSinceItWouldTakeTheKeyThere()
    {
        await using var page = await FakeTmdb.StartAsync();
        await using var tmdb = await FakeTmdb.StartAsync();
        tmdb.Answer = context =>
        {
            context.Response.Redirect($"{page.Url}/search/movie{context.Request.QueryString}");
            return Task.CompletedTask;
        };
        using var transport = new TmdbTransport(new TmdbOptions { BaseUrl = tmdb.Url, ApiKey = "0123456789abcdef0123456789abcdef" }, TimeProvider.System);

        var reply = await transport.GetAsync("/search/movie?query=x", mayBeMissing: true, Token);

        Assert.IsType<TmdbResponse.Failed>(reply);
        Assert.Single(tmdb.Requests);
        Assert.Empty(page.Requests);
    }
}
