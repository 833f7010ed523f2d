namespace Bitmagnet.Functions.Tests.Sweeping;

public sealed class SweepDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Hash = new('a', 40);
    private const string Tmdb = "TMDB request failed: 429 Too Many Requests";
    private const string Other = "missing 1 info hashes";

    private static QueueJob Stale(string? error) => new()
    {
        Id = "1",
        Queue = "process_torrent",
        Status = JobStatus.Retry,
        Payload = $$$"""{"InfoHashes": ["{{{Hash}}}"]}""",
        RunAfter = Now.AddHours(-2),
        RanAt = Now.AddHours(-2),
        Error = error,
    };

    private static QueueJob Failed() => Stale(Tmdb) with
    {
        Status = JobStatus.Failed,
        InvisibleTorrents = new HashSet<InfoHash> { InfoHash.Parse(Hash) },
    };

    private static string WithFlags(string flags) => $$$"""{"InfoHashes":["{{{Hash}}}"],"ClassifierFlags":{{{flags}}}}""";

    [Theory]
    [InlineData(Other, SweepPolicy.Release, SweepVerdict.Release)]
    [InlineData(null, SweepPolicy.Release, SweepVerdict.Release)]
    [InlineData(Other, SweepPolicy.Offload, SweepVerdict.Offload)]
    [InlineData(Other, SweepPolicy.Purge, SweepVerdict.Purge)]
    [InlineData(Other, SweepPolicy.Leave, SweepVerdict.Leave)]
    public void Of_StaleForAnotherCause_FollowsThatPolicy(string? error, SweepPolicy policy, SweepVerdict expected) =>
        Assert.Equal(expected, Verdict(Stale(error), new SweepOptions { PolicyOther = policy, PolicyTmdb = SweepPolicy.Leave }));

    [Theory]
    [InlineData(SweepPolicy.Release, SweepVerdict.Release)]
    [InlineData(SweepPolicy.Offload, SweepVerdict.Offload)]
    [InlineData(SweepPolicy.Purge, SweepVerdict.Purge)]
    [InlineData(SweepPolicy.Leave, SweepVerdict.Leave)]
    public void Of_StaleForTmdb_FollowsThatPolicy(SweepPolicy policy, SweepVerdict expected) =>
        Assert.Equal(expected, Verdict(Stale(Tmdb), new SweepOptions { PolicyTmdb = policy, PolicyOther = SweepPolicy.Leave }));

    [Fact]
    public void Of_Defaults_OffloadTmdbAndReleaseTheRest()
    {
        Assert.Equal(SweepVerdict.Offload, Verdict(Stale(Tmdb)));
        Assert.Equal(SweepVerdict.Release, Verdict(Stale(Other)));
    }

    [Theory]
    [InlineData(3600, SweepVerdict.Release)]
    [InlineData(3599, SweepVerdict.Leave)]
    [InlineData(-60, SweepVerdict.Leave)]
    public void Of_Retry_IsStaleFromTheThresholdOn(int secondsOverdue, SweepVerdict expected) =>
        Assert.Equal(expected, Verdict(Stale(Other) with { RunAfter = Now.AddSeconds(-secondsOverdue) }));

    [Theory]
    [InlineData(7200)]
    [InlineData(0)]
    [InlineData(-60)]
    public void Of_PendingTwin_GoesWhetherDueOrNot(int secondsOverdue) => Assert.Equal(
        SweepVerdict.RemoveTwin, Verdict(Stale(Tmdb) with { HasPendingTwin = true, RunAfter = Now.AddSeconds(-secondsOverdue) }));

    [Theory]
    [InlineData("{}", SweepVerdict.Unreadable)]
    [InlineData("""{"InfoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"New":1}""", SweepVerdict.Unreadable)]
    [InlineData("""{"InfoHashes":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"ClassifierFlags":{"apis_enabled":false}}""", SweepVerdict.Release)]
    public void Of_TmdbErrorWithAPayloadThatCannotBeOffloaded_IsSetAsideOrReleased(string payload, SweepVerdict expected) =>
        Assert.Equal(expected, Verdict(Stale(Tmdb) with { Payload = payload }));

    public static TheoryData<string, QueueJob> NotToTouch() => new()
    {
        { "another queue", Stale(Other) with { Queue = "somebody_elses" } },
        { "a deadline", Stale(Other) with { HasDeadline = true } },
        { "a deadline on a twin", Stale(Other) with { HasDeadline = true, HasPendingTwin = true } },
        { "pending", Stale(Other) with { Status = JobStatus.Pending } },
        { "processed", Stale(Other) with { Status = JobStatus.Processed } },
        { "failed, and all its torrents can be found", Failed() with { InvisibleTorrents = new HashSet<InfoHash>() } },
        { "failed too long ago", Failed() with { RanAt = Now.AddHours(-169) } },
        { "failed, never run", Failed() with { RanAt = null } },
        { "failed batch", Failed() with { Queue = "process_torrent_batch" } },
        { "failed although offloaded", Failed() with { Payload = WithFlags("""{"apis_enabled":false}""") } },
    };

    [Theory]
    [MemberData(nameof(NotToTouch))]
    public void Of_RowThatMustNotBeTouched_IsLeft(string what, QueueJob job) =>
        Assert.True(Verdict(job) == SweepVerdict.Leave, what);

    [Fact]
    public void Of_FailedWithInvisibleTorrents_IsOffloadedWithThoseOnly()
    {
        var job = Failed() with { Payload = $$$"""{"InfoHashes":["{{{new string('b', 40)}}}","{{{Hash}}}"]}""" };

        var decision = SweepDecision.Of(job, new SweepOptions(), Now);

        Assert.Equal(SweepVerdict.Offload, decision.Verdict);
        Assert.Equal($$$"""{"ClassifierFlags":{"apis_enabled":false,"tmdb_enabled":false},"InfoHashes":["{{{Hash}}}"]}""", decision.Offloaded!.Payload);
    }

    [Fact]
    public void Of_FailedExactlyAsLongAgoAsIsLookedAt_IsOffloaded() =>
        Assert.Equal(SweepVerdict.Offload, Verdict(Failed() with { RanAt = Now - new SweepOptions().FailedWithin }));

    [Theory]
    [InlineData(JobStatus.Pending, SweepVerdict.Repair)]
    [InlineData(JobStatus.Retry, SweepVerdict.Offload)]
    [InlineData(JobStatus.Processed, SweepVerdict.Leave)]
    public void Of_ArchivalThatCannotBeRead_IsRepairedWhereTheJobMayRunAgain(JobStatus status, SweepVerdict expected) =>
        Assert.Equal(expected, Verdict(Stale(Tmdb) with { Status = status, HasUnreadableArchival = true }));

    [Theory]
    [InlineData(SweepVerdict.Leave, false)]
    [InlineData(SweepVerdict.Unreadable, false)]
    [InlineData(SweepVerdict.Repair, true)]
    [InlineData(SweepVerdict.Release, true)]
    [InlineData(SweepVerdict.RemoveTwin, true)]
    [InlineData(SweepVerdict.Offload, true)]
    [InlineData(SweepVerdict.Purge, true)]
    public void IsChange_WhateverTouchesTheRow(SweepVerdict verdict, bool expected) =>
        Assert.Equal(expected, new SweepDecision(Failed(), SweepCause.Other, verdict).IsChange);

    [Theory]
    [InlineData(SweepVerdict.Unreadable, JobStatus.Retry)]
    [InlineData(SweepVerdict.Unreadable, JobStatus.Pending)]
    [InlineData(SweepVerdict.Unreadable, JobStatus.Failed)]
    [InlineData(SweepVerdict.Leave, JobStatus.Processed)]
    public void Of_ValueThatCannotBeRead_IsSetAsideBeforeAnythingElse(SweepVerdict expected, JobStatus status) => Assert.Equal(
        expected, Verdict(Failed() with { Status = status, Unreadable = "ran_at", HasPendingTwin = true, HasUnreadableArchival = true }));

    [Theory]
    [InlineData("""{"limit":1e400}""")]
    [InlineData("""{"limits":[{"a":-1e999}]}""")]
    public void Of_FlagThatNoFloatHolds_IsSetAsideWhetherStaleOrFailed(string flags)
    {
        Assert.Equal(SweepVerdict.Unreadable, Verdict(Stale(Tmdb) with { Payload = WithFlags(flags) }));
        Assert.Equal(SweepVerdict.Unreadable, Verdict(Failed() with { Payload = WithFlags(flags) }));
    }

    private static SweepVerdict Verdict(QueueJob job, SweepOptions? options = null) =>
        SweepDecision.Of(job, options ?? new SweepOptions(), Now).Verdict;
}
