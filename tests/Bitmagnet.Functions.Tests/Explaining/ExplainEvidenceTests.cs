using Bitmagnet.Functions.Benchmarks.Requests;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Tests.Matching;

namespace Bitmagnet.Functions.Tests.Explaining;

/// <summary>explain tells what decided among works of one title.</summary>
public sealed class ExplainEvidenceTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("Suits.S07E01.1080p.WEB.h264-GRP", "matched with TMDB, since it has season 7 episode 1; used far more than the others: popularity 200, 2900 votes; next Suits (2018, tmdb/")]
    [InlineData("Kingdom.S04E20.1080p.WEB.h264-GRP", "matched with TMDB, since only it can have season 4 episode 20")]
    [InlineData("Kingdom.S02E04.KOREAN.1080p.WEB.h264-GRP", "since only it is in the language of the name (ko)")]
    [InlineData("Psycho.1080p.BluRay.x264-GRP", "none; ambiguous: 2 candidates agree equally: Psycho (1960, tmdb/")]
    [InlineData("Sabrina.1995.{tmdb-11860}.1080p.BluRay", "matched with TMDB, since its title is the name's, and so is its year")]
    [InlineData("House.of.Cards.2016.S04E01.1080p.WEB", "since by its first year only its season 4 is of 2016")]
    public async Task RunAsync_NameThatSeveralTitlesHave_TellsWhatDecided(string name, string expected)
    {
        var titles = DenseCatalogue.Of([.. NamesakeGroup.All.SelectMany(group => group.Versions)], others: 500, seed: 11, withNamesakes: false);
        await using var simulator = await TmdbSimulator.StartAsync(new SimulatorOptions { Titles = titles }, Token);
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TMDB_API_KEY"] = simulator.Key,
            ["TMDB_BASE_URL"] = simulator.BaseUri.AbsoluteUri,
        }).Build();
        await using var words = new StringWriter { NewLine = "\n" };

        await ExplainCommand.RunAsync(ExplainArguments.Read([name]), settings, TextReader.Null, words, TextWriter.Null, Token);

        output.WriteLine(words.ToString());
        Assert.Contains(expected, words.ToString().Split('\n').Last(line => line.StartsWith("Match", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
