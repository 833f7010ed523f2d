using System.Reflection;
using System.Text.Json;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Infrastructure.Tests.Bicep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using NCrontab;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>What the triggers' attributes ask of the host is in the template: in Azure the host resolves it before any of our code runs.</summary>
public sealed class TriggerTests(CompiledTemplate template)
{
    private static readonly IReadOnlyList<(MethodInfo Method, Attribute Trigger)> Triggers =
    [
        .. from type in typeof(SettingAttribute).Assembly.GetTypes()
           from method in type.GetMethods()
           where method.GetCustomAttribute<FunctionAttribute>() is not null
           from parameter in method.GetParameters()
           from attribute in parameter.GetCustomAttributes()
           where attribute is QueueTriggerAttribute or TimerTriggerAttribute or HttpTriggerAttribute
           select (method, attribute),
    ];

    private static readonly Dictionary<string, string> AppSettings =
        JsonSerializer.Deserialize<Dictionary<string, string>>(RepositoryFiles.Read("infra", "settings.json"))!;

    public static TheoryData<string> Schedules() => [.. Of<TimerTriggerAttribute>().Select(timer => timer.Schedule).Distinct()];

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
        var builder = new ConfigurationBuilder();
        ScheduleDefaults.Add(builder);

        Assert.Equal(AppSettings[schedule.Trim('%')], builder.Build()[schedule.Trim('%')]);
    }

    [Fact]
    public void Queues_OfTriggers_AreProvisioned() => Assert.Equal(
        template.Names("queueNames").Order(StringComparer.Ordinal),
        Of<QueueTriggerAttribute>().Select(queue => queue.QueueName).Order(StringComparer.Ordinal));

    [Fact]
    public void Connections_OfQueueTriggers_AreTheHostsOwn() => Assert.All(
        Of<QueueTriggerAttribute>(), queue => Assert.Equal(StorageConnection.DefaultName, queue.Connection));

    [Theory]
    [InlineData("main")]
    [InlineData("full")]
    [InlineData("private")]
    public void Instances_AtMost_AreEnoughForEveryFunctionToHaveItsOwn(string variant)
    {
        // On Flex Consumption every function with a queue or a timer scales by itself; HTTP functions do together.
        var groups = Of<QueueTriggerAttribute>().Count() + Of<TimerTriggerAttribute>().Count() + 1;
        var scale = Assert.Single(Snapshot.Read(variant).OfType("Microsoft.Web/sites")).Properties
            .GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency");

        Assert.Equal(groups, template.Root.GetProperty("parameters").GetProperty("maximumInstanceCount").GetProperty("minValue").GetInt32());
        Assert.InRange(scale.GetProperty("maximumInstanceCount").GetInt32(), groups, 1000);
    }

    private static IEnumerable<T> Of<T>() where T : Attribute => Triggers.Select(trigger => trigger.Trigger).OfType<T>();
}
