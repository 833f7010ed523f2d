using Azure;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.LocalHost.Terminal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using HealthLog = Bitmagnet.Functions.Health.Log;
using IndexLog = Bitmagnet.Functions.Index.Log;
using SweepLog = Bitmagnet.Functions.Sweeping.Log;
using TmdbLog = Bitmagnet.Functions.Tmdb.Log;

namespace Bitmagnet.LocalHost.Tests.Terminal;

/// <summary>Several events report one fault: the part's own, that of each caller that meets it, the finding of the next snapshot, and the next check of health.</summary>
public sealed class FaultsTests
{
    private static readonly Finding Down = new("tmdb_outage", HealthStatus.Degraded, "TMDB is down (HTTP 503).", "No action needed; next try 00:01 UTC.");
    private static readonly Finding Refused = new("tmdb_unauthorized", HealthStatus.Degraded, "TMDB refuses TMDB_API_KEY.", "Set it.");
    private static readonly Finding Away = new("database_unavailable", HealthStatus.Unhealthy, "bitmagnet's PostgreSQL does not answer.", "Check it.");
    private static readonly Finding Lost = new("storage_unavailable", HealthStatus.Unhealthy, "The storage account does not answer.", "Check it.");

    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly StringWriter output = new();
    private readonly Faults faults;
    private readonly TerminalLoggerProvider provider;

    public FaultsTests()
    {
        faults = new Faults(clock);
        provider = new TerminalLoggerProvider(new TerminalLines(clock, output, null), faults, clock, new ConfigurationBuilder().Build());
    }

    [Fact]
    public void Tmdb_AwayAndBack_IsALineEach()
    {
        Shut(TmdbStatus.Outage, "HTTP 503");
        Found(Down);
        Assert.Empty(faults.Seen(Report(Down with { Remedy = "No action needed; next try 00:02 UTC." }), clock.GetUtcNow()));
        clock.Advance(TimeSpan.FromSeconds(19));
        Opened();
        Opened();
        Assert.Empty(faults.Seen(Report(), clock.GetUtcNow()));

        Assert.Equal(
            ["2030-01-01 00:00:00Z warn TMDB is down (HTTP 503). No action needed; next try 00:01 UTC.", "2030-01-01 00:00:19Z info TMDB answers again, after 0:19."],
            Lines());
        Assert.False(faults.Any);
    }

    [Fact]
    public void Tmdb_ThatRefusesTheKeyAfterAnOutage_IsSaidAsAChange()
    {
        Shut(TmdbStatus.Outage, "HTTP 503");
        Shut(TmdbStatus.Unauthorized, "TMDB refuses TMDB_API_KEY");

        Assert.Equal([new FaultLine("warn", "TMDB refuses TMDB_API_KEY. Set it.")], faults.Seen(Report(Refused), clock.GetUtcNow()));
        Assert.Empty(faults.Seen(Report(Refused), clock.GetUtcNow()));
        Assert.Single(Lines());
    }

    [Fact]
    public void Tmdb_WhileItsStateCannotBeRead_IsNotSaidToAnswer()
    {
        Shut(TmdbStatus.Outage, "HTTP 503");

        var unseen = new HealthReport(HealthStatus.Unhealthy, default, [Lost], [new PartCheck("tmdb", false, 2000)], null);

        Assert.Equal([new FaultLine("warn", "The storage account does not answer. Check it.")], faults.Seen(unseen, clock.GetUtcNow()));
        Assert.Equal([new FaultLine("info", "Storage answers again, after 0:00.")], faults.Seen(Report(Down), clock.GetUtcNow()));
        Assert.True(faults.Any);
    }

    [Fact]
    public void Report_AskedForBeforeAFaultAndItsEnd_SaysNothingOfThem()
    {
        var before = clock.GetUtcNow();
        clock.Advance(TimeSpan.FromSeconds(1));
        Shut(TmdbStatus.Outage, "HTTP 503");
        var meanwhile = clock.GetUtcNow();
        Assert.Empty(faults.Seen(Report(), before));
        Assert.True(faults.Any);

        clock.Advance(TimeSpan.FromSeconds(1));
        Opened();
        Assert.Empty(faults.Seen(Report(Down), meanwhile));
        Assert.False(faults.Any);
        Assert.Equal(2, Lines().Length);
    }

    [Fact]
    public void Tmdb_ThatLimitsAgainAndAgain_IsSaidOnceInTenMinutes()
    {
        for (var minute = 0; minute < 12; minute++)
        {
            Shut(TmdbStatus.RateLimited, "HTTP 429");
            clock.Advance(TimeSpan.FromSeconds(4));
            Opened();
            clock.Advance(TimeSpan.FromSeconds(56));
        }

        Assert.Equal(["00:00:00Z", "00:00:04Z", "00:10:00Z", "00:10:04Z"], Lines().Select(line => line.Split(' ')[1]));
    }

    [Fact]
    public void Database_MetByTheStartAndByAJobAndByTheSnapshot_IsOneLine()
    {
        var check = Logger("Index.SchemaCheck");
        IndexLog.DatabaseAway(check, Away.Problem, Away.Remedy, DatabaseStatus.Away, TimeSpan.FromSeconds(5));
        IndexLog.DatabaseNotReady(check, "It has no such database.", "Make it.", DatabaseStatus.Missing, TimeSpan.FromSeconds(5));
        HealthLog.PartAway(Logger("Health.Outages"), "database_unavailable", new Npgsql.NpgsqlException("gone"));
        Found(Away);

        Assert.Equal(["2030-01-01 00:00:00Z warn bitmagnet's PostgreSQL does not answer. Check it."], Lines());
    }

    [Fact]
    public void Storage_MetByTheSnapshotFirst_IsOneLine()
    {
        Found(Lost);
        provider.CreateLogger("Timer").LogWarning(new EventId(1044), new RequestFailedException("away"), "A timer cannot reach storage");

        Assert.Equal(["2030-01-01 00:00:00Z warn The storage account does not answer. Check it."], Lines());
    }

    [Theory]
    [InlineData(nameof(TmdbLog.SharedKey), "tmdb_shared_key")]
    [InlineData(nameof(TmdbLog.Off), "tmdb_unconfigured")]
    [InlineData(nameof(SweepLog.BitmagnetCallsTmdb), "bitmagnet_calls_tmdb")]
    [InlineData(nameof(SweepLog.Unreadable), "bitmagnet_unreadable")]
    public void Finding_OfWhatAnEventHasSaid_IsNotSaidAgain(string name, string code)
    {
        Logger("Sweeping.Sweeper").LogWarning(new EventId(1, name), "It is said.");
        Found(new Finding(code, HealthStatus.Degraded, "It is said in other words.", "Do it."));
        Found(new Finding("jobs_failed", HealthStatus.Degraded, "1 failed job needs attention.", "Open it."));

        Assert.Equal(2, Lines().Length);
        Assert.EndsWith("It is said.", Lines()[0], StringComparison.Ordinal);
        Assert.Contains("1 failed job needs attention.", Lines()[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfAFaultThatNoEventTold_IsSaidOnce()
    {
        Assert.Equal([new FaultLine("warn", "TMDB refuses TMDB_API_KEY. Set it.")], faults.Seen(Report(Refused), clock.GetUtcNow()));
        Assert.Empty(faults.Seen(Report(Refused), clock.GetUtcNow()));
        Assert.True(faults.Any);
    }

    [Fact]
    public void Event_OfAnotherProgramWithTheSameName_IsItsOwnText()
    {
        provider.CreateLogger("Microsoft.AspNetCore").LogWarning(new EventId(3003, nameof(TmdbLog.Opened)), "Something else");

        Assert.EndsWith("Something else", Assert.Single(Lines()), StringComparison.Ordinal);
    }

    private void Shut(TmdbStatus status, string cause) =>
        TmdbLog.Shut(Logger("Tmdb.TmdbGate"), status, new TmdbFault(status, cause), clock.GetUtcNow().AddMinutes(1));

    private void Opened() => TmdbLog.Opened(Logger("Tmdb.TmdbGate"), clock.GetUtcNow());

    private void Found(Finding finding) =>
        HealthLog.Found(Logger("Health.SnapshotRecorder"), finding.Code, finding.Severity, finding.Problem, finding.Remedy);

    private ILogger Logger(string category) => provider.CreateLogger("Bitmagnet.Functions." + category);

    private string[] Lines() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static HealthReport Report(params Finding[] findings) => new(FindingRules.Worst(findings), default, findings, [new PartCheck("tmdb", true, 1)], null);
}
