using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions.Tests.Health;

namespace Bitmagnet.Functions.Tests.Dashboard;

public sealed class CarriedOutTests
{
    private static readonly DateTimeOffset Noon = Snapshots.Noon;
    private static readonly Finding Failed = FindingRules.FailedJobs(3)! with { Since = Noon.AddHours(-1) };
    private static readonly Finding Stale = new("bitmagnet_stale", HealthStatus.Degraded, "2 jobs are overdue.", "Run it now.", Noon) { Call = "POST /api/sweep" };
    private static readonly Finding Unreadable = new("bitmagnet_unreadable", HealthStatus.Degraded, "A value.", "Correct it.", Noon) { Call = "GET /api/sweep" };

    [Theory]
    [InlineData(-20, 10, false, true, null, false)] // over before the jobs were counted
    [InlineData(-5, 10, false, true, null, true)] // begun before, and over after
    [InlineData(30, 10, false, true, null, true)]
    [InlineData(30, 10, true, true, null, false)] // dry
    [InlineData(30, 10, false, false, null, false)] // there is more to do
    [InlineData(30, 10, false, true, "boom", false)]
    public void Of_AFindingThatTheSweepMends_OffersTheSweepUntilOneIsDone(int startedAfter, double seconds, bool isDry, bool isComplete, string? failure, bool isDone)
    {
        var report = CarriedOut.Of(Report(Stale, Unreadable), null, [Sweep(startedAfter, seconds) with { IsDryRun = isDry, IsComplete = isComplete, Failure = failure }]);

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Equal(Unreadable, report.Findings[1]);
        var finding = report.Findings[0];
        Assert.Equal((Stale.Code, Stale.Problem, Stale.Since), (finding.Code, finding.Problem, finding.Since));
        Assert.Equal(
            isDone ? ("Swept at 12:00 UTC. The next figures show what is left.", null) : (Stale.Remedy, Stale.Call),
            (finding.Remedy, finding.Call));
    }

    [Fact]
    public void Of_SeveralSweeps_NamesTheLastThatIsDone()
    {
        var runs = new[] { Sweep(600, 1) with { IsDryRun = true }, Sweep(300, 60), Sweep(60, 1) };

        Assert.StartsWith("Swept at 12:06 UTC.", CarriedOut.Of(Report(Stale), null, runs).Findings[0].Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "3 failed jobs need attention.")] // not known, or more than are listed
    [InlineData(5, "5 failed jobs need attention.")]
    [InlineData(1, "1 failed job needs attention.")]
    public void Of_FailedJobs_CountsThoseThatAreLeft(int? left, string problem)
    {
        var finding = Assert.Single(CarriedOut.Of(Report(Failed), left, []).Findings);

        Assert.Equal((problem, Failed.Since, Failed.Call), (finding.Problem, finding.Since, finding.Call));
    }

    [Fact]
    public void Of_FailedJobsOfWhichNoneIsLeft_HasNothingToDo()
    {
        var report = CarriedOut.Of(Report(Failed), 0, null);

        Assert.Empty(report.Findings);
        Assert.Equal(HealthStatus.Healthy, report.Status);
    }

    [Fact]
    public void Of_AReportWithoutASnapshot_IsTheReport()
    {
        var starting = Report(Stale) with { Snapshot = null, Status = HealthStatus.Starting };

        Assert.Same(starting, CarriedOut.Of(starting, 0, [Sweep(30, 1)]));
    }

    private static HealthReport Report(params Finding[] findings) => new(HealthStatus.Degraded, Noon, findings, [], Snapshots.Quiet());

    private static SweepRun Sweep(int startedAfter, double seconds) => new()
    {
        StartedAt = Noon.AddSeconds(startedAfter),
        Seconds = seconds,
        IsComplete = true,
        Seen = 2,
        Decided = 2,
        Changed = 2,
    };
}
