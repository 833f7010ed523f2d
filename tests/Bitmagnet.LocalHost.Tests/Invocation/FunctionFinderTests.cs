using System.Diagnostics.CodeAnalysis;
using Azure.Storage.Queues.Models;
using Bitmagnet.LocalHost.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Bitmagnet.LocalHost.Tests.Invocation;

[SuppressMessage("Design", "CA1034", Justification = "Functions are public classes; each belongs to one case of this test.")]
public sealed class FunctionFinderTests
{
    [Fact]
    public void Find_SettingInQueueName_IsResolved()
    {
        var function = Assert.Single(Find(typeof(Good), ("Q", "jobs")));

        Assert.Equal("Good", function.Name);
        Assert.Equal(new Trigger.Queue("jobs-queue", "Other"), function.Trigger);
    }

    [Theory]
    [InlineData(typeof(Good), "Function Good needs the setting Q, which is not set.")]
    [InlineData(typeof(BadSchedule), "Function BadSchedule: the schedule is '* * * * *'; allowed: six NCRONTAB fields, such as '0 */5 * * * *'.")]
    [InlineData(typeof(BadParameter), "Function BadParameter: number (Int32) cannot be bound; allowed: CancellationToken, a text named as a part of the route.")]
    public void Find_FunctionCannotBeRun_SaysWhichAndWhy(Type type, string expected)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Find(type));

        Assert.Equal(expected, exception.Message);
    }

    [Fact]
    public void Find_AScheduleFromASetting_IsRefusedByTheSettingsName()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Find(typeof(SetSchedule), ("MY_SCHEDULE", "*/5 * * * *")));

        Assert.Equal("Function SetSchedule: MY_SCHEDULE is '*/5 * * * *'; allowed: six NCRONTAB fields, such as '0 */5 * * * *'.", exception.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Find_AScheduleFromASettingThatIsNotSet_LeavesTheTimerOut(string? value) => Assert.Empty(Find(typeof(SetSchedule), ("MY_SCHEDULE", value)));

    private static IReadOnlyList<Function> Find(Type type, params (string Key, string? Value)[] settings) => FunctionFinder.Find(
        [type],
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build());

    public static class Good
    {
        [Function("Good")]
        public static void Run([QueueTrigger("%Q%-queue", Connection = "Other")] QueueMessage message, CancellationToken cancellation) => _ = (message, cancellation);
    }

    public static class BadSchedule
    {
        [Function("BadSchedule")]
        public static void Run([TimerTrigger("* * * * *")] TimerInfo timer) => _ = timer;
    }

    public static class SetSchedule
    {
        [Function("SetSchedule")]
        public static void Run([TimerTrigger("%MY_SCHEDULE%")] TimerInfo timer) => _ = timer;
    }

    public static class BadParameter
    {
        [Function("BadParameter")]
        public static void Run([QueueTrigger("jobs")] QueueMessage message, int number) => _ = (message, number);
    }
}
