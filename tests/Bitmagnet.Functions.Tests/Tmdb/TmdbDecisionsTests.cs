using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbDecisionsTests
{
    private static readonly TmdbOptions Options = new() { ApiKey = "k" };

    /// <summary>A pause exceeds 15 seconds only if asking does harm.</summary>
    [Theory]
    [InlineData(TmdbStatus.Outage, 0, null, 15)]
    [InlineData(TmdbStatus.Outage, 50, null, 15)]
    [InlineData(TmdbStatus.Outage, 0, 3600, 15)]
    [InlineData(TmdbStatus.Blocked, 5, null, 15)]
    [InlineData(TmdbStatus.RateLimited, 0, 0, 2)]
    [InlineData(TmdbStatus.RateLimited, 2, 1, 8)]
    [InlineData(TmdbStatus.RateLimited, 50, null, 15)]
    [InlineData(TmdbStatus.RateLimited, 0, 40, 40)]
    [InlineData(TmdbStatus.RateLimited, 0, 3600, 240)]
    [InlineData(TmdbStatus.Unauthorized, 9, null, 30)]
    [InlineData(TmdbStatus.Unauthorized, 0, 240, 240)]
    public void Pause_Fault_IsShortUnlessAskingDoesHarm(TmdbStatus status, int failures, int? wait, int expected) => Assert.Equal(
        TimeSpan.FromSeconds(expected),
        TmdbPauses.Of(new TmdbFault(status, "", wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null), failures));

    [Fact]
    public void TitleFault_TryAfterTry_WaitsLongerAndIsSettledAtTheFifth()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        TmdbTitleFault? fault = null;
        var waits = new List<TimeSpan?>();
        for (var i = 0; i < 5; i++)
        {
            fault = TmdbTitleFault.After(fault, "403", now, jitter: 0);
            waits.Add(fault.Until - now);
        }

        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), null], waits);
        Assert.Equal(5, fault!.Tries);
        Assert.True(fault.IsWaiting(now.AddDays(1)));
        Assert.All(waits.OfType<TimeSpan>(), wait => Assert.True(wait < TmdbTitleFault.Life));
        Assert.Equal(TimeSpan.FromSeconds(66), TmdbTitleFault.After(null, "403", now, jitter: 1).Until - now);
        Assert.False(new TmdbTitleFault("403", 1, now).IsWaiting(now));
        Assert.True(new TmdbTitleFault("403", 1, now.AddSeconds(1)).IsWaiting(now));
        Assert.True(new TmdbTitleFault("403", 4, now.AddMinutes(66)).IsWaiting(now));
        Assert.False(new TmdbTitleFault("403", 4, now.AddDays(1)).IsWaiting(now)); // of a wrong clock
    }

    [Theory]
    [InlineData("imdb", "tt0133093", true)]
    [InlineData("tvdb", "81189", true)]
    [InlineData("imdb", "..", false)]
    [InlineData("imdb", "tt", false)]
    [InlineData("imdb", "tt01/../../x", false)]
    [InlineData("imdb", "nm0000206", false)]
    [InlineData("imdb", "tt\u0661\u0662", false)]
    [InlineData("tvdb", "-1", false)]
    [InlineData("tvdb", "", false)]
    [InlineData("tvdb", "123456789012", true)]
    [InlineData("tvdb", "1234567890123", false)]
    [InlineData("tvdb", "tt81189", false)]
    [InlineData("imdb", "TT0133093", false)]
    [InlineData("rarbg", "1", false)]
    public void ExternalId_OfAStranger_IsOneOnlyInItsForm(string source, string id, bool expected) => Assert.Equal(expected, TmdbIds.IsExternal(source, id));

    [Theory]
    [InlineData(true, 2026, 0, 30)]
    [InlineData(true, 2026, 1, 27)]
    [InlineData(false, 2026, 0, 1)]
    [InlineData(false, 2024, 0, 1)]
    [InlineData(false, 2023, 0, 14)]
    [InlineData(false, null, 0, 14)]
    public void Lifetime_Answer_IsShortWhereATitleMayAppear(bool isFound, int? year, double jitter, double days) =>
        Assert.Equal(days, TmdbLifetimes.Of(Options, isFound, year, 2026, jitter).TotalDays, 6);

    [Theory]
    [InlineData("  The   MATRIX ", "the matrix")]
    [InlineData("\u041c\u0410\u0422\u0420\u0418\u0426\u0410", "\u043c\u0430\u0442\u0440\u0438\u0446\u0430")]
    public void Normalise_Title_LosesWhatTmdbIgnores(string title, string expected) => Assert.Equal(expected, TmdbKeys.Normalise(title));

    [Fact]
    public void Search_WhatChangesTheAnswer_ChangesTheKey()
    {
        var search = new TmdbSearch(TmdbKind.Movie, "Dune", 2021);
        string[] keys =
        [
            TmdbKeys.Search(Options, search, false),
            TmdbKeys.Search(Options, search, true),
            TmdbKeys.Search(Options, search with { Year = null }, false),
            TmdbKeys.Search(Options, search with { Kind = TmdbKind.Tv }, false),
            TmdbKeys.Search(Options, search with { Query = "2021 Dune" }, false),
            TmdbKeys.Search(Options with { BaseUrl = new Uri("http://localhost/3") }, search, false),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Key_OfEachCall_IsItsOwn()
    {
        string[] keys =
        [
            TmdbKeys.Details(Options, TmdbKind.Movie, 603),
            TmdbKeys.Details(Options, TmdbKind.Tv, 603),
            TmdbKeys.Details(Options, TmdbKind.Movie, 604),
            TmdbKeys.Find(Options, "tvdb", "603", TmdbKind.Movie),
            TmdbKeys.Find(Options, "tvdb", "603", TmdbKind.Tv),
            TmdbKeys.Find(Options, "imdb", "603", TmdbKind.Movie),
            TmdbKeys.Search(Options, new TmdbSearch(TmdbKind.Movie, "603", null), false),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Theory]
    [InlineData("the matrix", "The Matrix", true)]
    [InlineData("oceans eleven", "Ocean's Eleven", true)]
    [InlineData("amelie", "Am\u00e9lie", true)]
    [InlineData("matrix", "The Matrix Reloaded", false)]
    public void Group_ASearchAndTheTitleItFinds_ShareARow(string query, string title, bool isShared) =>
        Assert.Equal(isShared, TmdbKeys.Group(query) == TmdbKeys.Group(title));

    [Fact]
    public void Options_Printed_HideTheKey()
    {
        var options = new TmdbOptions { ApiKey = "very-secret" };

        Assert.DoesNotContain("very-secret", options.ToString());
        Assert.False(options.IsSharedKey);
        Assert.Equal(TimeSpan.FromMilliseconds(25), options.RequestInterval);
    }

    [Theory]
    [InlineData("TMDB_API_KEY", "0123abcd\n", "line break")]
    [InlineData("TMDB_API_KEY", "Bearer eyJh.eyJz.sig", "begins with 'Bearer'")]
    [InlineData("TMDB_API_KEY", "\uFEFF0123abcd", "byte order mark")]
    [InlineData("TMDB_API_KEY", "'0123abcd'", "quotation marks")]
    [InlineData("TMDB_API_KEY", "0123 abcd", "a space")]
    [InlineData("TMDB_BASE_URL", "https://proxy.lan/3?api_key=0123abcd", "query")]
    [InlineData("TMDB_BASE_URL", "https://proxy.lan/3#0123abcd", "fragment")]
    public void Settings_CopiedWithMoreThanTheValue_AreRefusedWithTheReasonAndWithoutTheValue(string name, string value, string reason)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();

        var refused = Assert.Throws<InvalidSettingsException>(() => SettingsReader.Read<TmdbOptions>(settings));

        Assert.Contains(name, refused.Message);
        Assert.Contains(reason, refused.Message);
        Assert.DoesNotContain("0123", refused.Message);
    }
}
