using System.Text.Json;
using Bitmagnet.Functions.Schedules;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Infrastructure.Tests.Bicep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>
/// The template has every setting in the triggers' attributes: in Azure the host resolves them before any of our code runs.
/// </summary>
public sealed class TriggerTests(CompiledTemplate template)
{
    private static readonly Dictionary<string, string> AppSettings =
        JsonSerializer.Deserialize<Dictionary<string, string>>(RepositoryFiles.Read("infra", "settings.json"))!;

    /// <summary>The schedules; RecordQueueHealth has none by default.</summary>
    public static TheoryData<string> Schedules() =>
        [.. Triggers.All<TimerTriggerAttribute>().Select(timer => timer.Schedule).Distinct().Except(["%HEALTH_SCHEDULE%"])];

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Schedule_OfATimer_IsAnAppSettingWithSixFields(string schedule)
    {
        Assert.Matches("^%[A-Z_]+%$", schedule);
        var value = AppSettings[schedule.Trim('%')];

        Assert.NotNull(CrontabSchedule.TryParse(value, new CrontabSchedule.ParseOptions { IncludingSeconds = true }));
        Assert.Equal(6, value.Split(' ').Length);
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Schedule_WithoutTheSetting_HasTheSameDefaultInTheLocalBuild(string schedule)
    {
        var configuration = new ConfigurationManager { [schedule.Trim('%')] = "" };
        ScheduleDefaults.Add(configuration);

        Assert.Equal(AppSettings[schedule.Trim('%')], configuration[schedule.Trim('%')]);
    }

    [Fact]
    public void Queues_OfTriggers_AreProvisioned() => Assert.Equal(
        template.Names("queueNames").Order(StringComparer.Ordinal),
        Triggers.All<QueueTriggerAttribute>().Select(queue => queue.QueueName).Order(StringComparer.Ordinal));

    [Fact]
    public void Connections_OfQueueTriggers_AreTheHostsOwn() => Assert.All(
        Triggers.All<QueueTriggerAttribute>(), queue => Assert.Equal(StorageConnection.DefaultName, queue.Connection));
}
