using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Tests.Matching;

public sealed class TitleMatcherTests
{
    [Fact]
    public void Decide_NoCandidates_SaysNothingFound() => Assert.Equal("nothing found", None(Movie("The Matrix", 1999)));

    [Fact]
    public void Decide_TitleWithinALongerOne_IsNoMatch() =>
        Assert.Equal("too far: no title agrees", None(Series("Grace", null), Candidate(1, "Will & Grace", 1998)));

    [Fact]
    public void Decide_SequelWithTheSameYear_IsNotTaken() =>
        Assert.IsNotType<MatchDecision.Accept>(Decide(Movie("Rocky II", 1982), Candidate(1, "Rocky III", 1982)));

    [Fact]
    public void Decide_WrongYear_SaysSo() => Assert.Equal("wrong year", None(Movie("The Matrix", 2015), Candidate(1, "The Matrix", 1999)));

    [Fact]
    public void Decide_TwoOfOneTitleWithoutYear_IsAmbiguous() =>
        Assert.StartsWith("ambiguous", None(Movie("Psycho", null), Candidate(1, "Psycho", 1960, 4), Candidate(2, "Psycho", 1998)), StringComparison.Ordinal);

    [Fact]
    public void Decide_TwoOfOneTitleAndYear_TakesTheFarMorePopular() =>
        Assert.Equal("1", Accepted(Movie("Inception", 2010), Candidate(2, "Inception", 2010), Candidate(1, "Inception", 2010, 100)));

    [Fact]
    public void Decide_TwoOfOneTitleAndYearAndLikePopular_IsAmbiguous() =>
        Assert.StartsWith("ambiguous", None(Movie("Inception", 2010), Candidate(2, "Inception", 2010, 2), Candidate(1, "Inception", 2010, 3)), StringComparison.Ordinal);

    [Fact]
    public void Decide_YearOneOffWhereAnotherHasIt_TakesTheOneThatHasIt() =>
        Assert.Equal("2", Accepted(Movie("The Host", 2006), Candidate(1, "The Host", 2007, 100), Candidate(2, "The Host", 2006)));

    [Fact]
    public void Decide_SeriesYearBeforeItBegan_IsNoMatch() =>
        Assert.Equal("wrong year", None(Series("Squid Game", 2015), Candidate(1, "Squid Game", 2021)));

    [Fact]
    public void Decide_SeriesYearOfALaterSeason_Matches() =>
        Assert.Equal("1", Accepted(Series("Game of Thrones", 2019), Candidate(1, "Game of Thrones", 2011)));

    [Fact]
    public void Decide_SeriesOfExactlyTheYearUnderALongerTitle_IsNotLostToAFarOlderEqualTitle() => Assert.StartsWith("ambiguous", None(
        Series("Cosmos", 2014), Candidate(1, "Cosmos", 1980, 50), Candidate(2, "Cosmos: A Spacetime Odyssey", 2014)), StringComparison.Ordinal);

    [Fact]
    public void Decide_SeriesYearBeforeTheFirstAirDate_IsNearerThanOneOfDecadesBefore() =>
        Assert.Equal("2", Accepted(Series("Battlestar Galactica", 2003), Candidate(1, "Battlestar Galactica", 1978), Candidate(2, "Battlestar Galactica", 2004)));

    [Fact]
    public void Decide_SeriesYearBetweenTwoFirstAirDates_IsAmbiguous() => Assert.StartsWith("ambiguous", None(
        Series("Kingdom", 2013), Candidate(1, "Kingdom", 2012), Candidate(2, "Kingdom", 2014)), StringComparison.Ordinal);

    [Theory]
    [InlineData(2016, 4, "2")]
    [InlineData(1992, 3, "1")]
    [InlineData(2016, 3, null)]
    [InlineData(2016, null, null)]
    public void Decide_SeveralSeriesOfOneTitleAndAYearOfNone_TakesTheOneWhoseSeasonWasOnAirThen(int year, int? season, string? expected) => Assert.Equal(
        expected,
        (TitleMatcher.Decide(
            Series("House of Cards", year), tv: true, MatchStrictness.Normal, [Candidate(1, "House of Cards", 1990), Candidate(2, "House of Cards", 2013)], new Clues(season))
            as MatchDecision.Accept)?.Best.Candidate.Ref.Id);

    [Fact]
    public void Decide_SeasonOfTheYear_AcceptsNoOtherTitle() => Assert.Equal("too far: no title agrees", Assert.IsType<MatchDecision.None>(
        TitleMatcher.Decide(Series("Cards", 2016), tv: true, MatchStrictness.Normal, [Candidate(1, "House of Cards", 2013)], new Clues(4))).Reason);

    [Fact]
    public void Decide_OtherTitleOfDetails_Matches() => Assert.Equal("1", Accepted(
        Movie("Der Pate", 1972), Candidate(1, "The Godfather", 1972) with { OtherTitles = ["Der Pate"] }));

    [Fact]
    public void Decide_ForeignTitleOfTheSameYear_AsksToConfirm()
    {
        var decision = Decide(Movie("Der Pate", 1972), Candidate(1, "The Godfather", 1972), Candidate(2, "Der Pate von Wien", 1980));

        Assert.Equal("1", Assert.Single(Assert.IsType<MatchDecision.Confirm>(decision).Candidates).Ref.Id);
    }

    [Fact]
    public void Decide_ManyForeignTitles_AsksForTwoAtMost() => Assert.Equal(2, Assert.IsType<MatchDecision.Confirm>(
        Decide(Movie("Der Pate", 1972), [.. Enumerable.Range(1, 9).Select(id => Candidate(id, $"Other {id}", 1972))])).Candidates.Count);

    [Fact]
    public void Decide_DetailsThatDoNotConfirm_AsksNoMore() => Assert.Equal("too far: no title agrees", None(
        Movie("Der Pate", 1972), Candidate(1, "Cabaret", 1972) with { OtherTitles = ["Kabarett"] }));

    [Theory]
    [InlineData("Heat")]
    [InlineData("Shawshank Redemption")]
    public void Decide_StrictAndNotEqualOrNotTelling_IsNoMatch(string title) => Assert.IsType<MatchDecision.None>(
        TitleMatcher.Decide(Movie(title, null), tv: false, MatchStrictness.Strict, [Candidate(1, "Heat", 1995), Candidate(2, "The Shawshank Redemption", 1994)], Clues.None));

    [Fact]
    public void Decide_StrictAndEqual_Matches() => Assert.IsType<MatchDecision.Accept>(
        TitleMatcher.Decide(Movie("Pulp Fiction", null), tv: false, MatchStrictness.Strict, [Candidate(1, "Pulp Fiction", 1994)], Clues.None));

    /// <summary>An origin is what tells two series of one title apart, if the name has it.</summary>
    [Theory]
    [InlineData("GB US", "1")]
    [InlineData("GB GB", null)]
    [InlineData("GB ?", null)]
    [InlineData("US US", null)]
    public void Decide_ASeriesWithItsCountry_IsTheOnlyOneFromThere(string countries, string? expected)
    {
        string[][] origins = [.. countries.Split(' ').Select(country => country == "?" ? (string[])[] : [country])];

        var decision = Decide(
            Series("Ghosts UK", null), Candidate(1, "Ghosts", 2019) with { Countries = origins[0] }, Candidate(2, "Ghosts", 2021, 100) with { Countries = origins[1] });

        Assert.Equal(expected, (decision as MatchDecision.Accept)?.Best.Candidate.Ref.Id);
    }

    [Fact]
    public void Decide_AFilmWithACountryBehindItsTitle_IsNotTheFilmWithoutIt() =>
        Assert.IsNotType<MatchDecision.Accept>(Decide(Movie("Ghosts UK", 2019), Candidate(1, "Ghosts", 2019) with { Countries = ["GB"] }));

    [Theory]
    [InlineData(100, "2")] // a hundred times as popular, which the article leaves it
    [InlineData(1, "1")]
    public void Decide_TitleWithAndWithoutItsArticle_IsTheEqualOneUnlessTheOtherIsFamous(double popularity, string expected) =>
        Assert.Equal(expected, Accepted(Series("Boys", 2019), Candidate(1, "Boys", 2019, 0.1), Candidate(2, "The Boys", 2019, popularity * 10)));

    [Theory]
    [InlineData(1995, 1996, true)]
    [InlineData(1995, 1997, false)]
    [InlineData(null, 1995, true)]
    [InlineData(1995, null, false)]
    public void Decide_AFilmsYear_MayBeOneOffOrMissingInTheName(int? named, int? known, bool isAccepted) =>
        Assert.Equal(isAccepted, Decide(Movie("Heat Wave", named), Candidate(1, "Heat Wave", known)) is MatchDecision.Accept);

    [Theory]
    [InlineData("Harbour", null, true)] // long enough
    [InlineData("Heats", null, true)]
    [InlineData("Heat", null, false)]
    [InlineData("Heat", 1995, true)] // the year tells
    [InlineData("千と千", null, true)] // three characters of Han say as much as a word
    [InlineData("千と", null, false)]
    [InlineData("Up In", null, true)] // two words
    public void Decide_StrictTitle_MustTell(string title, int? year, bool isAccepted)
    {
        var decision = TitleMatcher.Decide(Movie(title, year), tv: false, MatchStrictness.Strict, [Candidate(1, title, 1995)], Clues.None);

        Assert.Equal(isAccepted, decision is MatchDecision.Accept);
        Assert.True(isAccepted || decision is MatchDecision.None { Reason: "the title is too short to tell without a year" });
    }

    /// <summary>A film's name without an episode is a series only in the year that it names.</summary>
    [Theory]
    [InlineData(2016, null, true)]
    [InlineData(2017, null, false)]
    [InlineData(2017, 1, true)]
    public void Decide_AgainstTheTypeOfTheName_NeedsTheYearOrASeason(int year, int? season, bool isAccepted) => Assert.Equal(
        isAccepted,
        TitleMatcher.Decide(Series("Planet Earth", year), tv: true, MatchStrictness.Against, [Candidate(1, "Planet Earth", 2016)], new Clues(season)) is MatchDecision.Accept);

    [Fact]
    public void Decide_OneCandidateTwice_IsOne() =>
        Assert.Equal("1", Accepted(Movie("The Host", 2006), Candidate(1, "The Host", 2006), Candidate(1, "The Host", 2006)));

    [Fact]
    public void Decide_TorrentFromBeforeTheFilm_IsNotOfIt()
    {
        var clues = new Clues(null) { Published = new DateOnly(2014, 5, 1) };
        var later = Candidate(1, "Harbour Lights", 2020) with { Date = new DateOnly(2020, 2, 2) };
        var earlier = Candidate(2, "Harbour Lights", 2009) with { Date = new DateOnly(2009, 2, 2) };

        var none = Assert.IsType<MatchDecision.None>(TitleMatcher.Decide(Movie("Harbour Lights", null), tv: false, MatchStrictness.Normal, [later], clues));
        var one = Assert.IsType<MatchDecision.Accept>(TitleMatcher.Decide(Movie("Harbour Lights", null), tv: false, MatchStrictness.Normal, [later, earlier], clues));

        Assert.StartsWith("too early for ", none.Reason, StringComparison.Ordinal);
        Assert.EndsWith("the torrent was first seen on 2014-05-01", none.Reason, StringComparison.Ordinal);
        Assert.Equal(("2", "the torrent was first seen on 2014-05-01, before the others"), (one.Best.Candidate.Ref.Id, one.Evidence));
    }

    [Fact]
    public void Decide_SeasonOfTheYear_SaysWhy() => Assert.Equal("by its first year only its season 4 is of 2016", Assert.IsType<MatchDecision.Accept>(TitleMatcher.Decide(
        Series("House of Cards", 2016), tv: true, MatchStrictness.Normal, [Candidate(1, "House of Cards", 1990), Candidate(2, "House of Cards", 2013)], new Clues(4))).Evidence);

    /// <summary>Details are asked of what the search may have found by a title that it does not show.</summary>
    [Theory]
    [InlineData("The Godfather", 1972, 1972, 9, true)]
    [InlineData("The Godfather", 1972, 1973, 3, true)] // one year off among few
    [InlineData("The Godfather", 1972, 1980, 1, false)]
    [InlineData("The Godfather", null, 1972, 3, true)]
    [InlineData("Der Pate von Wien und Graz", 1972, 1972, 1, false)] // its own title explains why it was found
    public void Decide_NoTitleAgrees_ConfirmsWhatIsPlausible(string title, int? named, int known, int results, bool isAsked)
    {
        var others = Enumerable.Range(2, results - 1).Select(id => Candidate(id, $"Der Pate von Wien und Graz {id}", 1960));

        var decision = Decide(Movie("Der Pate", named), [Candidate(1, title, known), .. others]);

        Assert.Equal(isAsked ? "1" : null, (decision as MatchDecision.Confirm)?.Candidates[0].Ref.Id);
    }

    [Fact]
    public void Decide_WithoutAYearAmongMany_ConfirmsOnlyTheFirst()
    {
        var candidates = Enumerable.Range(1, 4).Select(id => Candidate(id, $"Other {id}", 1972)).ToArray();

        Assert.Equal("1", Assert.Single(Assert.IsType<MatchDecision.Confirm>(Decide(Movie("Der Pate", null), candidates)).Candidates).Ref.Id);
        Assert.Equal(["1", "2"], Assert.IsType<MatchDecision.Confirm>(Decide(Movie("Der Pate", null), candidates[..3])).Candidates.Select(candidate => candidate.Ref.Id));
    }

    [Fact]
    public void Decide_OriginalTitle_IsATitle() =>
        Assert.Equal("1", Accepted(Movie("Der Untergang", 2004), Candidate(1, "Downfall", 2004) with { OriginalTitle = "Der Untergang" }));

    private static Reading Movie(string title, int? year) => new(ReleaseKind.Movie, title, year);

    private static Reading Series(string title, int? year) => new(ReleaseKind.Tv, title, year);

    private static Candidate Candidate(int id, string title, int? year, double popularity = 1) => new()
    {
        Ref = new ContentRef(ContentType.Movie, ContentRef.Tmdb, $"{id}"),
        Title = title,
        Year = year,
        Popularity = popularity,
    };

    private static MatchDecision Decide(Reading reading, params Candidate[] candidates) =>
        TitleMatcher.Decide(reading, reading.Kind == ReleaseKind.Tv, MatchStrictness.Normal, candidates, Clues.None);

    private static string None(Reading reading, params Candidate[] candidates) =>
        Assert.IsType<MatchDecision.None>(Decide(reading, candidates)).Reason;

    private static string Accepted(Reading reading, params Candidate[] candidates) =>
        Assert.IsType<MatchDecision.Accept>(Decide(reading, candidates)).Best.Candidate.Ref.Id;
}
