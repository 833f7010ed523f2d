using System.Text.RegularExpressions;
using Bitmagnet.Sandbox.Catalogue;
using Bitmagnet.Sandbox.Samples;

namespace Bitmagnet.Functions.Tests.Enrichment;

public sealed partial class SampleIndexTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public async Task Drain_FiveThousandTorrents_AttachesAllThatTheCatalogueKnowsAndNothingWrong(int seed)
    {
        await using var harness = await EnrichmentHarness.StartAsync();
        var options = new SampleOptions(Seed: seed);
        await SampleIndex.LoadAsync(harness.ConnectionString, options, Token);
        do
        {
            await harness.Feed.RunAsync(Token); // feeds as much as it has time to read
        }
        while (await harness.DrainQueueAsync() > 0);

        var attached = await AttachedAsync(harness);
        var (wrong, missing, known) = (new List<string>(), new List<string>(), 0);
        foreach (var torrent in SampleIndex.Generate(options))
        {
            var id = attached.GetValueOrDefault(Convert.ToHexStringLower(torrent.InfoHash));
            var expected = torrent.Title?.Id.ToString(CultureInfo.InvariantCulture);
            known += expected is null ? 0 : 1;
            if (id is not null && id != expected)
            {
                wrong.Add($"{torrent.Release.Name} → {id}, not {expected ?? "none"}");
            }
            else if (id is null && expected is not null && !IsAmbiguous(torrent))
            {
                missing.Add($"{torrent.Release.Name} → {expected}");
            }
        }

        output.WriteLine($"{known} known, {missing.Count} missing, {wrong.Count} wrong");
        missing.ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.Empty(missing);
    }

    /// <summary>Whether a name is ambiguous, so that no match is right: "The Office S06E12" is one of two series.</summary>
    private static bool IsAmbiguous(SampleTorrent torrent) => !Year().IsMatch(torrent.Release.Name)
        && TitleCatalogue.Titles.Count(title => title.Kind == torrent.Title!.Kind && title.Title == torrent.Title.Title) > 1;

    private static async Task<Dictionary<string, string>> AttachedAsync(EnrichmentHarness harness)
    {
        var attached = new Dictionary<string, string>();
        await using var command = harness.Database.CreateCommand(
            "SELECT encode(info_hash, 'hex'), content_id FROM torrent_contents WHERE content_source = 'tmdb'");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            attached[reader.GetString(0)] = reader.GetString(1);
        }

        return attached;
    }

    [GeneratedRegex(@"\b(19|20)[0-9]{2}\b")]
    private static partial Regex Year();
}
