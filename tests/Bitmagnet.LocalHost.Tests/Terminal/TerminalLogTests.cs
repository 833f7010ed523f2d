using Azure;
using Bitmagnet.Functions.Health;
using Bitmagnet.LocalHost.Terminal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Spectre.Console;

namespace Bitmagnet.LocalHost.Tests.Terminal;

public sealed class TerminalLogTests
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly StringWriter output = new();

    [Fact]
    public void Log_TheStorageAway_IsSaidOnceInASentenceWithItsRemedyWhoeverMeetsIt()
    {
        var (log, faults) = Create();
        for (var tick = 0; tick < 200; tick++)
        {
            log.CreateLogger("Timer").LogWarning(new EventId(1044), new RequestFailedException("The host is away."), "A timer cannot reach storage; tick {Tick}", tick);
            log.CreateLogger("Queue").LogError(new EventId(1020), new AggregateException(new RequestFailedException(503, "Busy.")), "Queues cannot be read");
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            ["2030-01-01 00:00:00Z warn The storage account does not answer: no queue, no ledger, no snapshots. Check AzureWebJobsStorage, the account's firewall and the identity's roles."],
            Lines());
        Assert.True(faults.Any);
    }

    [Fact]
    public void Log_TheDatabaseAway_HasNoTraceAndItsChangeAndEndAreALineEach()
    {
        var (log, faults) = Create();
        log.CreateLogger("Timer").LogError(new EventId(1040), new NpgsqlException("secret detail"), "SweepStaleJobs failed");

        var refused = new Finding("database_login_refused", HealthStatus.Unhealthy, "It does not let the user in.", "Check the password.");
        var changed = faults.Seen(Report(refused), clock.GetUtcNow());
        var same = faults.Seen(Report(refused), clock.GetUtcNow());
        clock.Advance(TimeSpan.FromSeconds(75));
        var ended = faults.Seen(Report(), clock.GetUtcNow());
        var again = faults.Seen(Report(), clock.GetUtcNow());

        Assert.Single(Lines());
        Assert.DoesNotContain("NpgsqlException", output.ToString(), StringComparison.Ordinal);
        Assert.Equal([new FaultLine("warn", "It does not let the user in. Check the password.")], changed);
        Assert.Empty(same);
        Assert.Equal([new FaultLine("info", "The database answers again, after 1:15.")], ended);
        Assert.Empty(again);
        Assert.False(faults.Any);
    }

    [Fact]
    public void Log_AnotherExceptionAgainAndAgain_IsOneLineInTenMinutesWithoutItsTrace()
    {
        var (log, _) = Create();
        for (var minute = 0; minute < 12; minute++)
        {
            log.CreateLogger("Timer").LogError(new EventId(1040), Thrown(), "Sweep failed; next occurrence {Next}", clock.GetUtcNow());
            clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, Lines().Length);
        Assert.All(Lines(), line => Assert.EndsWith("(InvalidDataException: odd)", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Log_OfJobsThatDiffer_IsALineEach()
    {
        var (log, _) = Create();

        log.CreateLogger("Jobs").LogInformation("Job {Id}: 1 attached", "a");
        log.CreateLogger("Jobs").LogInformation("Job {Id}: 2 attached", "b");
        log.CreateLogger("Jobs").LogInformation("Nothing fed");
        log.CreateLogger("Jobs").LogInformation("Nothing fed");

        Assert.Equal(3, Lines().Length);
    }

    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:Console:LogLevel:Default")]
    public void Log_AtDebug_HasTheTraceEachTime(string setting)
    {
        var (log, _) = Create((setting, "Debug"));

        log.CreateLogger("Timer").LogError(new EventId(1040), Thrown(), "Sweep failed");
        log.CreateLogger("Timer").LogError(new EventId(1040), Thrown(), "Sweep failed");

        Assert.Equal(2, output.ToString().Split(nameof(Thrown)).Length - 1);
    }

    [Fact]
    public void Log_OnATerminal_GoesThroughItsConsoleWithoutMarkup()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 200;

        new TerminalLines(clock, TextWriter.Null, console).Write("warn", "[bold]no markup[/]");

        Assert.Equal("00:00:00 warn [bold]no markup[/]\n", output.ToString().ReplaceLineEndings("\n"));
    }

    private (TerminalLoggerProvider Log, Faults Faults) Create(params (string Name, string Value)[] settings)
    {
        var faults = new Faults(clock);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();
        return (new TerminalLoggerProvider(new TerminalLines(clock, output, null), faults, clock, configuration), faults);
    }

    private string[] Lines() => output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static HealthReport Report(params Finding[] findings) => new(FindingRules.Worst(findings), DateTimeOffset.UnixEpoch, findings, [], null);

    private static InvalidDataException Thrown()
    {
        try
        {
            throw new InvalidDataException("odd");
        }
        catch (InvalidDataException e)
        {
            return e;
        }
    }
}
