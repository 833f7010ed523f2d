using Bitmagnet.Functions.Matching;

namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>The order of the evidence among candidates that agree equally, as tables.</summary>
public sealed class NamesakesTests
{
    [Fact]
    public void Decide_ALeaderThatHasTheSeason_IsTakenWithItsDetailsAlone()
    {
        var (popular, other) = (Series(1, 100), Series(2, 5));

        Assert.Equal(["1"], Asked(Season(7), popular, other));
        Assert.Equal("1", Taken(Season(7), popular with { Run = Run(9) }, other));
    }

    [Fact]
    public void Decide_ALeaderWithoutTheSeason_GivesWayToTheOneThatHasIt()
    {
        var (popular, other) = (Series(1, 100) with { Run = Run(2) }, Series(2, 5));

        Assert.Equal(["2"], Asked(Season(7), popular, other));
        Assert.Equal("2", Taken(Season(7), popular, other with { Run = Run(9) }));
    }

    [Theory]
    [InlineData(false, "2")] // "S01E14" belongs to the series with fourteen episodes in its first season
    [InlineData(true, "1")] // "- 14" may be in the other's second season
    public void Decide_AnEpisodeBeyondTheFirstSeason_IsOfTheOneThatHasItByTheName(bool isCounted, string expected) => Assert.Equal(
        expected,
        Taken(new Clues(1, 14, IsCounted: isCounted), Series(1, 50) with { Run = Run(4) }, Series(2, 0.5) with { Run = new SeriesRun([new(1, 20, null)], null) }));

    [Fact]
    public void Decide_NoneHasTheSeason_GoesByUse() => Assert.Equal(
        "1", Taken(Season(7), Series(1, 100) with { Run = Run(2) }, Series(2, 5) with { Run = Run(1) }));

    [Fact]
    public void Decide_SeasonsThatTmdbDoesNotTell_AreNoEvidence()
    {
        Assert.Equal("1", Taken(Season(7), Series(1, 100) with { Run = SeriesRun.Unknown }, Series(2, 5) with { Run = Run(1) }));
        Assert.StartsWith("ambiguous", Refused(Season(7), Series(1, 10) with { Run = SeriesRun.Unknown }, Series(2, 9) with { Run = Run(9) }), StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_ManyThatAreUsedAlike_AsksForFourAtMost() =>
        Assert.Equal(MatchRules.Inspections, Asked(Season(3), [.. Enumerable.Range(1, 9).Select(id => Series(id, 10))]).Length);

    [Theory]
    [InlineData(1, 3, false)] // nearly every series has it
    [InlineData(1, 20, true)]
    [InlineData(2, 1, true)]
    public void Decide_UsedAlike_AsksForDetailsOnlyWhereTheyMayTell(int season, int episode, bool asks) => Assert.Equal(
        asks, Decide(new Clues(season, episode), Series(1, 10), Series(2, 9)) is MatchDecision.Inspect);

    [Theory]
    [InlineData(4, 10, 10, true)]
    [InlineData(3.9, 10, 10, false)]
    [InlineData(9, 1, 10, false)] // a popular new one against a famous old one
    [InlineData(10, 1, 10, true)] // the old one is no longer released
    [InlineData(9, 0, 10, true)] // votes unknown
    public void Decide_ALeadInUse_DecidesWhereVotesDoNotSayOtherwise(double lead, long votes, long others, bool decides) => Assert.Equal(
        decides, Decide(Clues.None, Series(1, 10 * lead) with { Votes = votes }, Series(2, 10) with { Votes = others }) is MatchDecision.Accept);

    [Fact]
    public void Decide_PopularitiesNearNothing_AreNoLead() =>
        Assert.StartsWith("ambiguous", Refused(Clues.None, Series(1, 0.6), Series(2, 0)), StringComparison.Ordinal);

    [Fact]
    public void Decide_ALanguageNobodyDubsInto_TellsWhereItComesFrom() => Assert.Equal(
        "2", Taken(new Clues(Language: "ko"), Series(1, 100) with { Language = "en" }, Series(2, 5) with { Language = "ko" }));

    [Fact]
    public void Decide_TheYearOfASeason_IsTheSeriesThatHadItThen() => Assert.Equal("2", Taken(
        Season(9), 2015, Series(1, 10) with { Year = 1963, Run = Run(26, 1963) }, Series(2, 10) with { Year = 2005, Run = Run(13, 2007) }));

    [Theory]
    [InlineData("2012-03-01", "2013-02-01", false)]
    [InlineData("2012-03-01", "2012-03-20", true)] // leaked
    [InlineData("2012-03-01", null, true)]
    [InlineData(null, "2013-02-01", true)]
    public void CanBe_ADateBeforeTheFirst_RulesOutWhatIsKnownToBeLater(string? seen, string? first, bool canBe) => Assert.Equal(
        canBe, Namesakes.CanBe(Series(1, 1) with { Date = Day(first) }, new Clues(Published: Day(seen))));

    [Theory]
    [InlineData("2023-05-15", "2024-01-01", RunAgreement.Has)]
    [InlineData("2023-05-15", "2010-01-01", RunAgreement.HasNot)]
    [InlineData("2023-05-15", null, RunAgreement.NotKnown)]
    public void Fit_ADayOfADailyShow_IsWithinItsRun(string day, string? last, RunAgreement expected) => Assert.Equal(
        expected, Namesakes.Fit(Series(1, 1) with { Run = new SeriesRun([], Day(last)) }, null, new Clues(AirDate: Day(day))));

    [Theory]
    [InlineData(1, 25, RunAgreement.MayHave)] // counted through all seasons
    [InlineData(1, 45, RunAgreement.HasNot)]
    [InlineData(1, 10, RunAgreement.Has)]
    [InlineData(4, null, RunAgreement.HasNot)]
    [InlineData(3, 12, RunAgreement.MayHave)] // a double episode, or a special
    [InlineData(3, 14, RunAgreement.HasNot)]
    public void Fit_AnEpisode_IsOneOfItsSeason(int season, int? episode, RunAgreement expected) => Assert.Equal(
        expected, Namesakes.Fit(Series(1, 1) with { Run = Run(3) }, null, new Clues(season, episode)));

    [Fact]
    public void Decide_NoEvidence_NamesTheRivals()
    {
        var reason = Refused(Clues.None, Series(1, 10), Series(2, 9));

        Assert.Contains("Ghosts (2021, tmdb/1), Ghosts (2021, tmdb/2)", reason, StringComparison.Ordinal);
    }

    /// <summary>What an operator reads on a torrent's page.</summary>
    [Fact]
    public void Decide_Evidence_IsInWords()
    {
        const string Used = "used far more than the others: popularity 100, 0 votes; next Ghosts (2021, tmdb/2) with 5, 0";
        var (popular, other, third) = (Series(1, 100), Series(2, 5), Series(3, 1));

        Assert.Equal(Used, Evidence(Clues.None, popular, other));
        Assert.Equal($"it has season 7 episode 1; {Used}", Evidence(Season(7), popular with { Run = Run(9) }, other));
        Assert.Equal("only it can have season 7", Evidence(new Clues(7), other with { Run = Run(9) }, popular with { Run = Run(2) }));
        Assert.Equal($"only 2 of 3 can have season 7; {Used}", Evidence(new Clues(7), popular with { Run = Run(9) }, other with { Run = Run(9) }, third with { Run = Run(1) }));
        Assert.Equal(
            "only it can have been on air on 2023-05-15",
            Evidence(new Clues(AirDate: Day("2023-05-15")), other with { Run = new SeriesRun([], Day("2024-01-01")) }, popular with { Run = new SeriesRun([], Day("2010-01-01")) }));
        Assert.Equal("only it is in the language of the name (ko)", Evidence(new Clues(Language: "ko"), popular, other with { Language = "ko" }));
        Assert.Equal(
            $"only 2 of 3 are in the language of the name (ko); {Used}",
            Evidence(new Clues(Language: "ko"), popular with { Language = "ko" }, other with { Language = "ko" }, third));
    }

    [Theory]
    [InlineData(30, 0, 0, "the first is 3 times as popular as the next, and 4 times decide")]
    [InlineData(50, 1, 10, "the first is 5 times as popular as the next, but has too few votes")]
    public void Decide_NoLead_SaysWhatLacks(double popularity, long votes, long others, string expected) => Assert.EndsWith(
        expected, Refused(Clues.None, Series(1, popularity) with { Votes = votes }, Series(2, 10) with { Votes = others }), StringComparison.Ordinal);

    [Fact]
    public void Decide_TwoAskedAbout_AsksOfTheRestOnlyAsManyAsAreLeft() => Assert.Equal(
        MatchRules.Inspections - 2,
        Asked(Season(3), [.. Enumerable.Range(1, 9).Select(id => Series(id, 10) with { Run = id < 3 ? Run(9) : null })]).Length);

    /// <summary>Of films, a lead must be longer, and votes count whatever it is.</summary>
    [Theory]
    [InlineData(5, 20, 10, true)]
    [InlineData(4.9, 20, 10, false)]
    [InlineData(50, 19, 10, false)]
    [InlineData(50, 0, 10, true)]
    public void Leads_AFilm_NeedsTwiceTheVotes(double lead, long votes, long others, bool leads) => Assert.Equal(
        leads, Namesakes.Leads(Scored(Series(1, 10 * lead) with { Votes = votes }), [Scored(Series(2, 10) with { Votes = others })], tv: false, MatchRules.FilmLead));

    [Fact]
    public void Leads_OverSomeRivals_IsNoLead() =>
        Assert.False(Namesakes.Leads(Scored(Series(1, 100)), [Scored(Series(2, 1)), Scored(Series(3, 90))], tv: true, MatchRules.SeriesLead));

    [Theory]
    [InlineData("2024-01-31", RunAgreement.Has)] // thirty days after the last that TMDB knows
    [InlineData("2024-02-01", RunAgreement.HasNot)]
    public void Fit_ADayAfterTheLast_MayBeNewerThanTmdb(string day, RunAgreement expected) => Assert.Equal(
        expected, Namesakes.Fit(Series(1, 1) with { Run = new SeriesRun([], Day("2024-01-01")) }, null, new Clues(AirDate: Day(day))));

    [Theory]
    [InlineData("ja", 30, RunAgreement.Has)] // anime is counted through its seasons
    [InlineData("zh", 30, RunAgreement.Has)]
    [InlineData("en", 30, RunAgreement.MayHave)]
    [InlineData("ja", 31, RunAgreement.HasNot)]
    public void Fit_AnEpisodeCountedThroughAllSeasons_IsOrdinaryInSomeLanguages(string language, int episode, RunAgreement expected) => Assert.Equal(
        expected, Namesakes.Fit(Series(1, 1) with { Run = Run(3), Language = language }, null, new Clues(1, episode)));

    [Theory]
    [InlineData(2, 13, RunAgreement.MayHave)]
    [InlineData(2, 14, RunAgreement.HasNot)]
    public void Fit_AFewEpisodesMoreThanTmdbKnows_MayBe(int season, int episode, RunAgreement expected) => Assert.Equal(
        expected, Namesakes.Fit(Series(1, 1) with { Run = Run(3) }, null, new Clues(season, episode)));

    [Theory]
    [InlineData(2007, RunAgreement.Has)]
    [InlineData(2006, RunAgreement.HasNot)]
    [InlineData(2021, RunAgreement.Has)] // the series' own year
    public void Fit_TheYearOfASeason_MayBeOneOff(int year, RunAgreement expected) => Assert.Equal(
        expected, Namesakes.Fit(Series(1, 1) with { Run = Run(3, 2007) }, year, new Clues(2)));

    [Fact]
    public void Fit_ASeasonWithoutACount_HasAnyEpisode() => Assert.Equal(
        RunAgreement.Has, Namesakes.Fit(Series(1, 1) with { Run = new SeriesRun([new(1, 10, null), new(2, 0, null)], null) }, null, new Clues(2, 40)));

    [Theory]
    [InlineData("2013-01-31", false)]
    [InlineData("2013-02-01", true)] // thirty days before
    public void CanBe_AnEpisodeOfBeforeTheFirst_IsOfAnother(string day, bool canBe)
    {
        var series = Series(1, 1) with { Date = Day("2013-03-03") };

        Assert.Equal(canBe, Namesakes.CanBe(series, new Clues(AirDate: Day(day))));
        Assert.Equal(canBe, Namesakes.CanBe(series, new Clues(Published: Day(day))));
    }

    private static string? Evidence(Clues clues, params Candidate[] candidates) => Assert.IsType<MatchDecision.Accept>(Decide(clues, candidates)).Evidence;

    private static ScoredCandidate Scored(Candidate candidate) => new(candidate, TitleAgreement.Equal, YearAgreement.NotNamed, 0.95);

    private static Clues Season(int number) => new(number, 1);

    private static DateOnly? Day(string? day) => day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

    private static SeriesRun Run(int seasons, int first = 2000) =>
        new([.. Enumerable.Range(1, seasons).Select(number => new SeriesSeason(number, 10, new DateOnly(first + number - 1, 9, 1)))], null);

    private static Candidate Series(int id, double popularity) => new()
    {
        Ref = new ContentRef(ContentType.TvShow, ContentRef.Tmdb, $"{id}"),
        Title = "Ghosts",
        Year = 2021,
        Popularity = popularity,
    };

    private static MatchDecision Decide(Clues clues, params Candidate[] candidates) => Decide(clues, null, candidates);

    private static MatchDecision Decide(Clues clues, int? year, params Candidate[] candidates)
    {
        var scores = candidates.Select(Scored).ToList();
        return Namesakes.Decide(scores, tv: true, year, clues, scores);
    }

    private static string[] Asked(Clues clues, params Candidate[] candidates) =>
        [.. Assert.IsType<MatchDecision.Inspect>(Decide(clues, candidates)).Candidates.Select(candidate => candidate.Ref.Id)];

    private static string Taken(Clues clues, params Candidate[] candidates) => Taken(clues, null, candidates);

    private static string Taken(Clues clues, int? year, params Candidate[] candidates)
    {
        var accept = Assert.IsType<MatchDecision.Accept>(Decide(clues, year, candidates));
        Assert.NotEmpty(accept.Evidence!);
        return accept.Best.Candidate.Ref.Id;
    }

    private static string Refused(Clues clues, params Candidate[] candidates) => Assert.IsType<MatchDecision.None>(Decide(clues, candidates)).Reason;
}
