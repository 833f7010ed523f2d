using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Tests.Releases;

public sealed class ReleaseIdTests
{
    [Theory]
    [InlineData("Low Water (2018) [tmdbid-97020] 1080p", "Low Water", 2018, "tmdb:97020")]
    [InlineData("Low Water {tmdb-83097}", "Low Water", null, "tmdb:83097")]
    [InlineData("Low Water {tmdb-2020}", "Low Water", null, "tmdb:2020")]
    [InlineData("Low.Water.2018.tt0111161.1080p", "Low Water", 2018, "imdb:tt0111161")]
    [InlineData("Low Water [imdbid-tt01111612]", "Low Water", null, "imdb:tt01111612")]
    [InlineData("Low Water (imdb tt0111161) 720p", "Low Water", null, "imdb:tt0111161")]
    [InlineData("Low Water [tvdbid=81189] S01E02", "Low Water", null, "tvdb:81189")]
    [InlineData("Low Water {tvdb-81189} {imdb-tt0111161} Season 1", "Low Water", null, "tvdb:81189 imdb:tt0111161")]
    [InlineData("Low Water (2018) [tmdb603] 1080p", "Low Water", 2018, "tmdb:603")]
    [InlineData("Low Water (2018) [imdb-0111161]", "Low Water", 2018, "imdb:tt0111161")]
    [InlineData("Low Water 2018 https://www.themoviedb.org/movie/603-low-water", "Low Water", 2018, "tmdb:603")]
    [InlineData("Low Water 2018 imdb.com/title/tt0111161 1080p", "Low Water", 2018, "imdb:tt0111161")]
    [InlineData("Low Water 2018 IMDB Top 250", "Low Water", 2018, "")]
    [InlineData("Attack of the Pitt 2018", "Attack of the Pitt", 2018, "")]
    public void Parse_IdsInAName_AreReadAndAreNoTitle(string name, string title, int? year, string ids)
    {
        var parsed = ReleaseParser.Parse(name);
        Assert.Equal((title, year), (parsed.Readings[0].Title, parsed.Readings[0].Year));
        Assert.Equal(ids, string.Join(' ', parsed.Ids.Select(static id => $"{id.Source}:{id.Id}")));
    }

    [Theory]
    [InlineData("The Matrix 1999-2003 Trilogy", NoTitle.Pack)]
    [InlineData("archive.rar", NoTitle.OtherMedia)]
    [InlineData("backup_2023-11-02.sql.gz", NoTitle.OtherMedia)]
    [InlineData("holiday.photos.zip", NoTitle.OtherMedia)]
    [InlineData("The Low Waters - \"Night Tide\" (1997) [FLAC 24bit 96kHz]", NoTitle.OtherMedia)]
    [InlineData("The Low Waters [Night Tide] 2018 MP3 320kbps", NoTitle.OtherMedia)]
    [InlineData("The Low Waters - Night Tide (Super Deluxe Edition) 1997", NoTitle.OtherMedia)]
    [InlineData("The Low Waters Discography 1990-2010", NoTitle.OtherMedia)]
    [InlineData("8c1f0e7ad4b3c2910f8e7d6c5b4a39281706f5e4", NoTitle.Code)]
    [InlineData("1080p.BluRay.x264", NoTitle.NoWords)]
    [InlineData("tt0111161", NoTitle.NoWords)]
    [InlineData("{tmdb-603}", NoTitle.NoWords)]
    [InlineData("S03E02.mkv", NoTitle.NoWords)]
    [InlineData("Vinyl (2012) 1080p WEB-DL FLAC 2.0", NoTitle.None)]
    [InlineData("The Album 2018 1080p BluRay FLAC", NoTitle.None)]
    [InlineData("Lossless (2019)", NoTitle.None)]
    [InlineData("Deadbeef (2019)", NoTitle.None)]
    public void Parse_ANameWithoutATitle_SaysWhy(string name, NoTitle expected)
    {
        var parsed = ReleaseParser.Parse(name);
        Assert.Equal(expected, parsed.NoTitle);
        Assert.Equal(expected == NoTitle.None, parsed.Readings.Count > 0);
    }

    [Theory]
    [InlineData("8c1f0e7ad4b3c2910f8e7d6c5b4a39281706f5e4", "Low.Water.2018.1080p.mkv", "Low.Water.2018.1080p.mkv")]
    [InlineData("Season 1", "Low Water S01E02.mkv|Low Water S01E01.mkv", "Low Water S01E02.mkv")]
    [InlineData("[Grp]", "[Grp] Low Water - 02.mkv|[Grp] Low Water - 01.mkv", "[Grp] Low Water - 02.mkv")]
    [InlineData("Videos", "Low Water/Season 1/01.mkv", "Low Water")]
    [InlineData("Disc 1", "Low Water One Tide.mkv|Low Water Another Tide.mkv", "Low Water")]
    [InlineData("Low Water 2018", "Other.Film.2010.mkv", "Low Water 2018")]
    [InlineData("1917 (2019)", "Other.Film.2010.mkv", "1917 (2019)")]
    [InlineData("Season 1", "A.mkv|Quite Another.mkv", "Season 1")]
    [InlineData("Season 1", "", "Season 1")]
    public void Of_WhereTheNameSaysLittle_IsTheFiles(string name, string files, string expected) =>
        Assert.Equal(expected, ReadableName.Of(name, files.Split('|', StringSplitOptions.RemoveEmptyEntries)));
}
