using Bitmagnet.Functions.Benchmarks.Requests;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Tests.Index;
using Bitmagnet.Functions.Tests.Matching;
using Bitmagnet.Functions.Tests.Tmdb;
using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Functions.Tests.Resolving;

/// <summary>
/// From the release name to the id, on the sandbox's catalogue and its simulated TMDB: parser, look-ups and matcher together.
/// </summary>
public sealed class CatalogueMatchTests(ITestOutputHelper output)
{
    /// <summary>Misspellings, which most searches (TMDB's too) do not find; they test precision.</summary>
    private const string NotExpected = "misspelt";

    /// <summary>The same facts among made-up namesakes and neighbours.</summary>
    private static IReadOnlyList<CatalogueTitle> Dense { get; } = DenseCatalogue.Of(TitleCatalogue.Titles, others: 40_000, seed: 3);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ResolveAsync_NamesOfTheWholeCatalogue_ReachesPrecisionAndRecall(bool dense)
    {
        await using var simulator = await TmdbSimulator.StartAsync(dense ? new SimulatorOptions { Titles = Dense } : null, Token);
        using var tmdb = Instance(simulator);
        var resolver = new TitleResolver(null, tmdb.Catalogue);
        var universe = new NamedTitles(dense ? Dense : TitleCatalogue.Titles);
        var names = TitleCatalogue.Titles
            .SelectMany(title => NameVariants.Of(title).Select(variant => (variant.Category, variant.Name, Expected: (string?)IdOf(title), Title: title))
                .Concat(NameVariants.Strangers(title).Select(variant => (variant.Category, variant.Name, Expected: (string?)null, Title: title))))
            .Where(name => name.Expected is null ? !universe.Has(name.Name) : universe.Means(name.Name, name.Title))
            .ToList();

        var resolutions = await ResolveAsync(resolver, [.. names.Select(name => name.Name)]);

        Assert.All(resolutions, resolution => Assert.Empty(RepeatedSteps(resolution)));

        var all = new MatchAccuracy();
        var byCategory = new SortedDictionary<string, MatchAccuracy>(StringComparer.Ordinal);
        foreach (var (name, resolution) in names.Zip(resolutions))
        {
            var actual = resolution is Resolution.Matched matched ? $"{matched.Content.Ref.Type.ToName()} {matched.Content.Ref.Id}" : null;
            if (name.Category == NotExpected && actual is null)
            {
                continue;
            }

            if (!byCategory.TryGetValue(name.Category, out var accuracy))
            {
                byCategory[name.Category] = accuracy = new MatchAccuracy();
            }

            accuracy.Add(name.Expected, actual);
            all.Add(name.Expected, actual);
            if (actual != name.Expected)
            {
                output.WriteLine($"{(actual is null ? "missed" : "WRONG")} {name.Category}: {name.Name} -> {actual}, expected {name.Expected}: {string.Join("; ", resolution.Trace)}");
            }
        }

        output.WriteLine("| category | right | wrong | missed | rightly none |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        foreach (var (category, accuracy) in byCategory)
        {
            output.WriteLine($"| {category} | {accuracy.Right} | {accuracy.Wrong} | {accuracy.Missed} | {accuracy.RightlyNone} |");
        }

        output.WriteLine($"| all | {all.Right} | {all.Wrong} | {all.Missed} | {all.RightlyNone} | precision {all.Precision:P2}, recall {all.Recall(all.Right + all.Missed):P2}");
        Assert.InRange(all.Precision, 0.995, 1);
        Assert.InRange(all.Recall(all.Right + all.Missed), 0.95, 1);
    }

    /// <summary>Every second title is stored, so mostly one of two namesakes.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ResolveAsync_HalfTheCatalogueStored_DecidesAsWithoutStoredContent(int half)
    {
        await using var simulator = await TmdbSimulator.StartAsync(cancellationToken: Token);
        using var tmdb = Instance(simulator);
        await using var database = await IndexDatabase.CreateAsync();
        await using (var connection = await database.Source.OpenConnectionAsync(Token))
        {
            await ContentUpsert.RunAsync(
                connection, [.. TitleCatalogue.Titles.Where((_, index) => index % 2 == half).Select(Stored)], DateTimeOffset.UnixEpoch, Token);
        }

        using var local = new LocalContent(database.Source);
        var names = TitleCatalogue.Titles.SelectMany(title => NameVariants.Of(title).Concat(NameVariants.Strangers(title))).Select(variant => variant.Name).Distinct().ToList();

        var without = await ResolveAsync(new TitleResolver(null, tmdb.Catalogue), names);
        var with = await ResolveAsync(new TitleResolver(local, tmdb.Catalogue), names);

        Assert.Contains(with, resolution => resolution is Resolution.Matched { IsStored: true });
        var changed = names.Zip(without, with).Where(item => Id(item.Second) != Id(item.Third))
            .Select(item => $"{item.First}: {Id(item.Second)} without stored content, {Id(item.Third)} with it: {string.Join("; ", item.Third.Trace)}")
            .ToList();
        Assert.True(changed.Count == 0, string.Join('\n', changed));
    }

    /// <summary>Look-ups that the trace shows more than once; candidates and decisions are indented.</summary>
    private static IEnumerable<string> RepeatedSteps(Resolution resolution) =>
        resolution.Trace.Where(step => !step.StartsWith(' ')).CountBy(step => step).Where(step => step.Value > 1).Select(step => step.Key);

    private static TmdbInstance Instance(TmdbSimulator simulator) => new(
        new MemoryTables(),
        new TmdbOptions { ApiKey = simulator.Key, BaseUrl = simulator.BaseUri, RateLimit = TimeSpan.Zero },
        TimeProvider.System);

    private static async Task<List<Resolution>> ResolveAsync(TitleResolver resolver, IReadOnlyList<string> names)
    {
        var resolutions = new List<Resolution>(names.Count);
        foreach (var batch in names.Chunk(200))
        {
            resolutions.AddRange(await resolver.ResolveAsync([.. batch.Select(ExplainCommand.Request)], Token));
        }

        return resolutions;
    }

    private static ContentRef? Id(Resolution resolution) => (resolution as Resolution.Matched)?.Content.Ref;

    private static Content Stored(CatalogueTitle title) => new()
    {
        Ref = new ContentRef(
            title.Adult ? ContentType.Xxx : title.Kind == CatalogueKind.Movie ? ContentType.Movie : ContentType.TvShow, ContentRef.Tmdb, $"{title.Id}"),
        Title = title.Title,
        OriginalTitle = title.OriginalTitle,
        ReleaseDate = DateOnly.Parse(title.Date, CultureInfo.InvariantCulture),
        ReleaseYear = title.Year,
    };

    /// <summary>Adult films are of type xxx (bitmagnet contract §4).</summary>
    private static string IdOf(CatalogueTitle title) =>
        $"{(title.Adult ? "xxx" : title.Kind == CatalogueKind.Movie ? "movie" : "tv_show")} {title.Id}";
}
