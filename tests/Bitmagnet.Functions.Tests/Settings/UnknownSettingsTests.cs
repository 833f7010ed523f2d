using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Tests.Settings;

public sealed class UnknownSettingsTests
{
    [Theory]
    [InlineData("ENRICHMENT_BACH_SIZE", "ENRICHMENT_BATCH_SIZE")]
    [InlineData("Enrichment__BachSize", "ENRICHMENT_BATCH_SIZE")]
    [InlineData("HEALTH_SHEDULE", "HEALTH_SCHEDULE")]
    [InlineData("TMDB_APIKEY", "TMDB_API_KEY")]
    [InlineData("POSTGRES_PASSWORT", "POSTGRES_PASSWORD")]
    [InlineData("SWEEP_", "SWEEP_SCHEDULE")]
    public void Find_ASettingThatIsMisspelt_IsNamedWithThoseAlikeAndWithoutItsValue(string name, string allowed)
    {
        var (found, alike) = Assert.Single(UnknownSettings.Find(Configuration(name)));

        Assert.Equal(name, found);
        Assert.Contains(allowed, alike.Split(", "));
        Assert.DoesNotContain("marked", found + alike, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ENRICHMENT_BATCH_SIZE")]
    [InlineData("enrichment_batch_size")]
    [InlineData("Enrichment__BatchSize")]
    [InlineData("POSTGRES_DB")] // PostgreSQL's own image
    [InlineData("AzureWebJobsStorage")]
    [InlineData("PATH")]
    [InlineData("TMDB")]
    [InlineData("HEALTHCHECK_URL")]
    public void Find_OwnAndForeignSettings_NamesNone(string name) => Assert.Empty(UnknownSettings.Find(Configuration(name)));

    private static IConfiguration Configuration(string name) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { [name.Replace("__", ":", StringComparison.Ordinal)] = "marked" }).Build();
}
