using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Tests.Releases;

/// <summary>The table of bitmagnet contract §3, with the right result where bitmagnet's is wrong.</summary>
public sealed class ReleaseContractTests
{
    [Theory]
    [InlineData("The.Matrix.1999.1080p.BluRay.x264-GRP", ReleaseKind.Movie, "The Matrix", 1999, "")]
    [InlineData("2001.A.Space.Odyssey.1968.2160p", ReleaseKind.Movie, "2001 A Space Odyssey", 1968, "")]
    [InlineData("Blade.Runner.2049.2017.MULTi.1080p", ReleaseKind.Movie, "Blade Runner 2049", 2017, "")]
    [InlineData("1917.2019.DVDRip", ReleaseKind.Movie, "1917", 2019, "")]
    [InlineData("2012.1080p.BluRay", ReleaseKind.Unknown, "2012", null, "")]
    [InlineData("The_Matrix_1999_1080p", ReleaseKind.Movie, "The Matrix", 1999, "")]
    [InlineData("Movie_(2019)_1080p", ReleaseKind.Movie, "Movie", 2019, "")]
    [InlineData("[YTS.MX] The Matrix (1999)", ReleaseKind.Movie, "The Matrix", 1999, "")]
    [InlineData("Tom & Jerry (2021) WEBRip", ReleaseKind.Movie, "Tom & Jerry", 2021, "")]
    [InlineData("Mission: Impossible - Fallout (2018)", ReleaseKind.Movie, "Mission: Impossible - Fallout", 2018, "")]
    [InlineData("www.site.com - The Matrix 1999 720p", ReleaseKind.Movie, "The Matrix", 1999, "")]
    [InlineData("Movie.Title.1999.Directors.Cut.2020.1080p", ReleaseKind.Movie, "Movie Title", 1999, "")]
    [InlineData("Inception.1080p.BluRay", ReleaseKind.Unknown, "Inception", null, "")]
    [InlineData("Ocean's 11 (2001) 1080p", ReleaseKind.Movie, "Ocean's 11", 2001, "")]
    [InlineData("Game.of.Thrones.S01E02.720p", ReleaseKind.Tv, "Game of Thrones", null, "1:2")]
    [InlineData("Game.of.Thrones.S01E02E03.720p", ReleaseKind.Tv, "Game of Thrones", null, "1:2,3")]
    [InlineData("Game.of.Thrones.S01E02-E05.720p", ReleaseKind.Tv, "Game of Thrones", null, "1:2,3,4,5")]
    [InlineData("Game.of.Thrones.S01.E02.720p", ReleaseKind.Tv, "Game of Thrones", null, "1:2")]
    [InlineData("Game of Thrones Season 1-3 Complete", ReleaseKind.Tv, "Game of Thrones", null, "1:;2:;3:")]
    [InlineData("Show 2019-2021 S01-S03", ReleaseKind.Tv, "Show", 2019, "1:;2:;3:")]
    [InlineData("Show S01,02,03 720p", ReleaseKind.Tv, "Show", null, "1:;2:;3:")]
    [InlineData("Battlestar.Galactica.2004.S02E10", ReleaseKind.Tv, "Battlestar Galactica", 2004, "2:10")]
    [InlineData("One.Piece.S01E1071", ReleaseKind.Tv, "One Piece", null, "1:1071")]
    [InlineData("Friends - 3x07 - Title", ReleaseKind.Tv, "Friends", null, "3:7")]
    [InlineData("The.Daily.Show.2023.05.15.Guest", ReleaseKind.Tv, "The Daily Show", null, "")]
    [InlineData("S.W.A.T.2017.S05E01", ReleaseKind.Tv, "S.W.A.T.", 2017, "5:1")]
    [InlineData("Title.7.1.2160p.Dolby.5.1.2019", ReleaseKind.Movie, "Title 7 1", 2019, "")]
    [InlineData("Windows 10 Pro 2019 x64.iso", ReleaseKind.Unknown, "Windows 10 Pro", 2019, "")]
    public void Parse_ARowOfTheContract_IsRight(string name, ReleaseKind kind, string title, int? year, string episodes)
    {
        var parsed = ReleaseParser.Parse(name);
        Assert.Equal(new Reading(kind, title, year), parsed.Readings[0]);
        Assert.Equal(episodes, LabelledName.Shown(parsed));
    }

    [Fact]
    public void Parse_APack_HasNoReading() => Assert.Empty(ReleaseParser.Parse("The Matrix 1999-2003 Trilogy").Readings);

    [Theory]
    [InlineData("Blade.Runner.2049.2017.MULTi.1080p", true)]
    [InlineData("Dangal.2016.Dual.Audio.1080p", true)]
    [InlineData("Dual.2022.1080p", false)]
    public void Parse_MultiBehindTheTitle_SetsTheFlag(string name, bool multi) => Assert.Equal(multi, ReleaseParser.Parse(name).Multi);

    [Fact]
    public void Parse_ADailyShow_HasItsDate() =>
        Assert.Equal(new DateOnly(2023, 5, 15), ReleaseParser.Parse("The.Daily.Show.2023.05.15.Guest").AirDate);
}
