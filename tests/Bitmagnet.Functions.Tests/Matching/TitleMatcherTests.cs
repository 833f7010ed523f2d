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
