namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>The feed's decisions, without any storage.</summary>
public sealed class FeedDecisionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly InfoHash Torrent = InfoHash.Parse(new string('a', 40));

    [Theory]
    [InlineData(500, 500, 0, 500, 500, 0, 0)] // new rows alone
    [InlineData(500, 500, 0, 500, 0, 0, 438)] // the walks alone leave an eighth
    [InlineData(500, 500, 500, 250, 250, 250, 0)] // both have more than enough
    [InlineData(500, 500, 500, 250, 0, 438, 0)]
    [InlineData(500, 500, 100, 400, 10, 100, 338)]
    [InlineData(8, 8, 200, 4, 0, 7, 0)]
    [InlineData(8, 1, 200, 1, 0, 0, 0)] // the last place is kept for new rows
    [InlineData(8, 1, 200, 1, 1, 0, 0)]
    [InlineData(8, 0, 200, 0, 0, 0, 0)]
    [InlineData(1, 1, 3, 1, 0, 1, 0)]
    [InlineData(2, 2, 3, 1, 0, 1, 0)]
    public void FeedShares_OfARoom_LeaveEachKindItsOwn(int window, int room, int due, int mostNew, int newJobs, int retries, int walks)
    {
        var shares = new FeedShares(window, room, due);

        Assert.Equal(mostNew, shares.MostNew);
        Assert.Equal(retries, shares.Retries(newJobs));
        Assert.Equal(walks, shares.Walks(newJobs, retries));
    }

    [Theory]
    [InlineData(JobReasons.DatabaseUnavailable, 0, 0)]
    [InlineData(JobReasons.DatabaseUnavailable, 7, 0)]
    [InlineData(JobReasons.DatabaseUnavailable, 8, 60)]
    [InlineData(JobReasons.DatabaseUnavailable, 1000, 3600)]
    [InlineData(JobReasons.DatabaseRefused, 0, 15)]
    [InlineData(JobReasons.DatabaseRefused, 1, 30)]
    [InlineData(JobReasons.DatabaseRefused, 2, 60)]
    [InlineData(JobReasons.DatabaseRefused, 1000, 60)]
    [InlineData(JobReasons.InWork, 1000, 0)]
    [InlineData("tmdb_outage", 6, 0)]
    public void DatabaseWait_ByTheCauseAlone(string reason, int before, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DatabaseWait.Of(reason, before));

    [Fact]
    public void OutcomeTally_ATorrentDeferredAndThenAttached_IsNotPutBack()
    {
        var tally = new OutcomeTally();
        tally.Defer([Torrent], new Deferral(JobReasons.DatabaseRefused, "rows are locked by others", Noon));

        tally.Add(Torrent, TorrentOutcome.Attached);

        Assert.Empty(tally.Outcome.Deferred);
        Assert.Null(tally.Outcome.Deferral);
        Assert.Equal(1, tally.Outcome.Attached);
    }

    [Fact]
    public void OutcomeTally_SeveralReasons_KeepsTheLongestOfEachTorrentAndOfAll()
    {
        var other = InfoHash.Parse(new string('b', 40));
        var (soon, late) = (new Deferral(JobReasons.DatabaseRefused, "soon", Noon), new Deferral(JobReasons.InWork, "late", Noon.AddMinutes(10)));
        var tally = new OutcomeTally();

        tally.Defer([Torrent, other], late);
        tally.Defer([Torrent], soon);
        Assert.Equal(late, tally.Deferral);
        tally.Add(other, TorrentOutcome.Attached);
        tally.Add(Torrent, TorrentOutcome.Missing);
        tally.Defer([Torrent], soon);

        Assert.Equal([Torrent], tally.Outcome.Deferred);
        Assert.Equal(soon, tally.Outcome.Deferral);
        Assert.Equal("database_refused: soon", tally.Outcome.Torrents[Torrent].Reason);
    }
}
