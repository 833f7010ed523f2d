using Bitmagnet.LocalHost.Startup;
using Microsoft.Extensions.Configuration;

namespace Bitmagnet.LocalHost.Tests.Startup;

public sealed class SandboxNeedsTests
{
    [Theory]
    [InlineData(null, null, true, true, true)]
    [InlineData("AzureWebJobsStorage=UseDevelopmentStorage=true", null, false, true, true)]
    [InlineData("AzureWebJobsStorage:accountName=mine", null, false, true, true)]
    [InlineData("POSTGRES_DSN=postgres://db", null, true, false, false)]
    [InlineData("POSTGRES_HOST=db", null, true, false, false)]
    [InlineData("Postgres:Host=db", null, true, false, false)]
    [InlineData("TMDB_API_KEY=k", null, true, true, false)]
    [InlineData("TMDB_BASE_URL=http://proxy/3", null, true, true, false)]
    [InlineData("TMDB_ENABLED=false", null, true, true, false)]
    [InlineData("TMDB_API_KEY= ", null, true, true, true)]
    [InlineData(null, "explain", false, false, true)]
    [InlineData(null, "replay", false, false, false)]
    public void Decide_BySettings_LeavesWhatIsGiven(string? setting, string? verb, bool storage, bool postgres, bool tmdb)
    {
        var pair = setting?.Split('=', 2);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(pair is null ? [] : new Dictionary<string, string?> { [pair[0]] = pair[1] })
            .Build();

        Assert.Equal(new SandboxNeeds(storage, postgres, tmdb), SandboxNeeds.Decide(configuration, verb));
    }
}
