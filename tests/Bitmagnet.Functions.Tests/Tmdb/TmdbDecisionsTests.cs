using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Tests.Tmdb;

public sealed class TmdbDecisionsTests
{
    private static readonly TmdbOptions Options = new() { ApiKey = "k" };

    [Theory]
    [InlineData(TmdbStatus.Outage, 0, null, 15)]
    [InlineData(TmdbStatus.Outage, 2, null, 60)]
    [InlineData(TmdbStatus.Outage, 50, null, 240)]
    [InlineData(TmdbStatus.Outage, 0, 40, 40)]
    [InlineData(TmdbStatus.RateLimited, 0, 0, 2)]
    [InlineData(TmdbStatus.RateLimited, 0, 3600, 240)]
    [InlineData(TmdbStatus.Unauthorized, 0, null, 240)]
    [InlineData(TmdbStatus.Blocked, 1, null, 60)]
    public void Pause_Fault_GrowsAndIsBounded(TmdbStatus status, int failures, int? wait, int expected) => Assert.Equal(
        TimeSpan.FromSeconds(expected), TmdbPauses.Of(status, failures, wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null));

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
            TmdbKeys.Title(Options, search)!,
            TmdbKeys.Title(Options, search with { Year = null })!,
            TmdbKeys.Title(Options, search with { Kind = TmdbKind.Tv })!,
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Theory]
    [InlineData("Ocean's Eleven", "oceans eleven", true)]
    [InlineData("Am\u00e9lie", "Ame\u0301lie", true)]
    [InlineData("Fast & Furious", "Fast and Furious", true)]
    [InlineData("Rocky II", "Rocky 2", true)]
    [InlineData("Rocky II", "Rocky", false)]
    [InlineData("Matrix", "The Matrix", false)]
    public void Title_Spellings_HaveOneKey(string title, string other, bool isOne)
    {
        var search = new TmdbSearch(TmdbKind.Movie, title, null);

        Assert.Equal(isOne, TmdbKeys.Title(Options, search) == TmdbKeys.Title(Options, search with { Query = other }));
    }

    [Fact]
    public void Options_Printed_HideTheKey()
    {
        var options = new TmdbOptions { ApiKey = "very-secret" };

        Assert.DoesNotContain("very-secret", options.ToString());
        Assert.False(options.IsSharedKey);
        Assert.Equal(TimeSpan.FromMilliseconds(25), options.RequestInterval);
    }
}
