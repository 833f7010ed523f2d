using System.Globalization;
using Bitmagnet.Sandbox.Catalogue;
using Bitmagnet.Sandbox.Simulator;

namespace Bitmagnet.Sandbox.Tests.Catalogue;

public sealed class TitleCatalogueTests
{
    [Fact]
    public void Titles_Loaded_AreManyAndUnique()
    {
        var titles = TitleCatalogue.Titles;

        Assert.True(titles.Count >= 400, $"{titles.Count} titles");
        Assert.Equal(titles.Count, titles.Select(title => (title.Kind, title.Id)).Distinct().Count());
        Assert.All(titles, title => Assert.True(DateOnly.TryParseExact(title.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), title.Title));
        Assert.All(titles, title => Assert.Subset(TmdbJson.Genres.ToHashSet(), title.Genres.ToHashSet()));
    }

    [Fact]
    public void Titles_Loaded_HoldWhatIsHardToMatch()
    {
        var titles = TitleCatalogue.Titles;

        Assert.True(titles.GroupBy(title => (title.Kind, title.Title)).Count(group => group.Select(title => title.Year).Distinct().Count() > 1) >= 15);
        Assert.True(titles.Count(title => title.OriginalTitle.Any(letter => letter > 'ɏ')) >= 40);
        Assert.True(titles.Where(title => title.Collection is not null).GroupBy(title => title.Collection!.Id).Count(group => group.Count() > 1) >= 20);
        Assert.Contains(titles, title => title.Adult);
    }
}
