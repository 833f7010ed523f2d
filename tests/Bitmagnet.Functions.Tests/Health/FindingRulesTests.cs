namespace Bitmagnet.Functions.Tests.Health;

public sealed class FindingRulesTests
{
    private static readonly HealthOptions Options = new();
    private static readonly DateTimeOffset Noon = Snapshots.Noon;

    [Fact]
    public void Complete_NothingWrong_FindsNothing() => Assert.Empty(Complete(Snapshots.Quiet(), null).Findings);

    [Fact]
    public void Complete_TheSameFindingTwice_KeepsTheTimeOfTheFirst()
    {
        var first = Complete(Snapshots.Quiet() with { Ledger = new LedgerFigures { Failed = 1 } }, null);
        var second = Complete(Snapshots.Quiet(Noon.AddHours(1)) with { Ledger = new LedgerFigures { Failed = 2 } }, first);

        var finding = Assert.Single(second.Findings);
        Assert.Equal(("jobs_failed", Noon), (finding.Code, finding.Since));
        Assert.Equal(
            ("1 failed job needs attention.", "2 failed jobs need attention."),
            (Assert.Single(first.Findings).Problem, finding.Problem));
    }

    [Fact]
    public void Complete_AFindingThatWentAndCame_IsNewAgain()
    {
        var failed = new LedgerFigures { Failed = 1 };
        var first = Complete(Snapshots.Quiet() with { Ledger = failed }, null);
        var clear = Complete(Snapshots.Quiet(Noon.AddHours(1)), first);
        var again = Complete(Snapshots.Quiet(Noon.AddHours(2)) with { Ledger = failed }, clear);

        Assert.Equal(Noon.AddHours(2), Assert.Single(again.Findings).Since);
    }

    [Theory]
    [InlineData(30, 30, true)]
    [InlineData(90, 90, false)] // an hour of work and no other error
    [InlineData(90, 10, true)] // nothing has finished since
    public void Complete_BitmagnetFailedForTmdb_StandsUntilItHasWorkedForAnHourWithout(int minutesAgo, int queueMovedMinutesAfter, bool stands)
    {
        var error = Noon.AddMinutes(-minutesAgo);
        var before = Complete(Snapshots.Quiet(error), null) with { QueueMovedAt = error.AddMinutes(queueMovedMinutesAfter) };
        var pending = Snapshots.Quiet().WithQueue(10, 0L) with { SweepFinding = "bitmagnet called TMDB", LastTmdbError = error };

        var after = Complete(pending, before with { Database = pending.Database });

        Assert.Equal(stands, after.Findings.Any(finding => finding.Code == "bitmagnet_calls_tmdb"));
    }

    [Theory]
    [InlineData(10, 0L, 0, true)]
    [InlineData(10, 1L, 1, false)]
    [InlineData(10, 1L, 0, true)] // rolled back: a worker whose update the unique index refuses
    [InlineData(10, null, 0, true)]
    [InlineData(0, 0L, 0, false)]
    public void Complete_BitmagnetsQueueOver20Minutes_IsStalledOnlyWithWorkAndNoneDone(long pending, long? completions, long processedAMinute, bool isStalled)
    {
        var snapshot = Complete(Snapshots.Quiet().WithQueue(pending, null), null);
        for (var minute = 1; minute <= 20; minute++)
        {
            snapshot = Complete(Snapshots.Quiet(Noon.AddMinutes(minute)).WithQueue(pending, completions, processed: processedAMinute * minute), snapshot);
        }

        Assert.Equal(isStalled ? [("bitmagnet_stalled", Noon)] : [], snapshot.Findings.Select(finding => (finding.Code, finding.Since!.Value)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Complete_OwnQueueOver20Minutes_IsStalledOnlyWhereNothingIsProcessed(long processedAMinute, bool isStalled)
    {
        var snapshot = Complete(Snapshots.Quiet() with { Ledger = new LedgerFigures { Pending = 5 } }, null);
        for (var minute = 1; minute <= 20; minute++)
        {
            var ledger = new LedgerFigures { Pending = 5, Processed = minute * processedAMinute };
            snapshot = Complete(Snapshots.Quiet(Noon.AddMinutes(minute)) with { Ledger = ledger }, snapshot);
        }

        Assert.Equal(isStalled ? ["enrichment_stalled"] : [], snapshot.Findings.Select(finding => finding.Code));
    }

    [Theory]
    [InlineData(TmdbStatus.Blocked, "tmdb_blocked", HealthStatus.Degraded)]
    [InlineData(TmdbStatus.Outage, "tmdb_outage", HealthStatus.Degraded)]
    [InlineData(TmdbStatus.RateLimited, "tmdb_rate_limited", HealthStatus.Degraded)]
    [InlineData(TmdbStatus.Unauthorized, "tmdb_unauthorized", HealthStatus.Degraded)]
    [InlineData(TmdbStatus.Disabled, "tmdb_disabled", HealthStatus.Healthy)]
    public void Complete_TmdbAway_SaysWhyAndSinceWhen(TmdbStatus status, string code, HealthStatus severity)
    {
        var since = Noon.AddHours(-3);
        var tmdb = new TmdbFigures(status, "TMDB resolves to loopback") { Since = since };

        var finding = Assert.Single(Complete(Snapshots.Quiet() with { Tmdb = tmdb }, null).Findings);

        Assert.Equal((code, severity, since), (finding.Code, finding.Severity, finding.Since));
        Assert.Contains("TMDB resolves to loopback", finding.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public void Complete_EverythingWrong_PutsTheWorstFirst()
    {
        var snapshot = Snapshots.Quiet().WithQueue(1, 1, stale: 4) with
        {
            Ledger = new LedgerFigures { Failed = 1, PoisonDepth = 2 },
            Feed = new FeedFigures { PausedSince = Noon.AddDays(-1) },
            SweepFinding = "bitmagnet itself called TMDB within the last day.",
            UnreadableJobs = 2,
            Orphans = 3,
        };

        var findings = FindingRules.Complete(snapshot, null, PartFindings.OfDatabase(new TimeoutException()), isSharedKey: true, Options).Findings;

        Assert.Equal("database_unavailable", findings[0].Code);
        Assert.Equal(
            ["bitmagnet_calls_tmdb", "bitmagnet_orphans", "bitmagnet_stale", "bitmagnet_unreadable", "database_unavailable", "jobs_failed", "paused", "poison_waits", "tmdb_shared_key"],
            findings.Select(finding => finding.Code).Order());
        Assert.Equal(Noon.AddDays(-1), findings.Single(finding => finding.Code == "paused").Since);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("80000000000000000000000000000000000000ff", 0.5)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffff", 1)]
    public void ShareOf_AnInfoHash_IsItsPlaceAmongAll(string infoHash, double share) =>
        Assert.Equal(share, new FeedCursor(null, infoHash).Share, 6);

    [Fact]
    public void BackfillPace_ATenthInAnHour_LeavesTheRestInProportion()
    {
        var start = new FeedFigures { BackfillShare = 0.5, PaceShare = 0.5, PaceSince = Noon };

        var (_, _, timeLeft) = BackfillPace.Of(0.6, false, start, Noon.AddHours(1));

        Assert.Equal(4, timeLeft!.Value.TotalHours, 3);
    }

    [Fact]
    public void BackfillPace_PausedOrEndedOrAtTheStart_KnowsNoTime()
    {
        var before = new FeedFigures { BackfillShare = 0.5, PaceShare = 0.4, PaceSince = Noon };

        Assert.Null(BackfillPace.Of(0.5, true, before, Noon.AddHours(1)).TimeLeft);
        Assert.Null(BackfillPace.Of(0.1, false, before, Noon.AddHours(1)).TimeLeft);
        Assert.Null(BackfillPace.Of(1, false, before, Noon.AddHours(1)).TimeLeft);
        Assert.Null(BackfillPace.Of(0.5, false, null, Noon.AddHours(1)).TimeLeft);
    }

    [Fact]
    public void Complete_FindingsThatARequestMends_NameARequestOfTheDocument()
    {
        var snapshot = Snapshots.Quiet().WithQueue(1, 1, stale: 4) with { Ledger = new LedgerFigures { Failed = 1 }, Feed = new FeedFigures { PausedSince = Noon }, UnreadableJobs = 1 };

        var calls = Complete(snapshot, null).Findings.ToDictionary(finding => finding.Code, finding => finding.Call);

        Assert.Equal("POST /api/enrichment/resume", calls["paused"]);
        Assert.Equal("POST /api/jobs/replay?status=failed", calls["jobs_failed"]);
        Assert.Equal("POST /api/sweep", calls["bitmagnet_stale"]);
        Assert.Equal("GET /api/sweep", calls["bitmagnet_unreadable"]);
    }

    private static HealthSnapshot Complete(HealthSnapshot snapshot, HealthSnapshot? before) =>
        FindingRules.Complete(snapshot, before, null, isSharedKey: false, Options);
}
