using System.Collections.Immutable;
using Bitmagnet.Functions.Schedules;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace Bitmagnet.Functions.Tests.Schedules;

public sealed class ScheduleMetadataTests
{
    [Theory]
    [InlineData("%SWEEP_SCHEDULE%", null, "0 */5 * * * *")] // its default
    [InlineData("%SWEEP_SCHEDULE%", "0 0 * * * *", "0 0 * * * *")]
    [InlineData("%SWEEP_SCHEDULE%", "", "0 */5 * * * *")]
    [InlineData("%HEALTH_SCHEDULE%", null, null)] // left out
    [InlineData("0 0 0 * * *", null, "0 0 0 * * *")]
    public async Task Schedule_ToldToTheHost_IsTheSettingOrItsDefault(string schedule, string? setting, string? expected)
    {
        var configuration = new ConfigurationManager { ["SWEEP_SCHEDULE"] = setting };
        ScheduleDefaults.Add(configuration);

        var functions = await new ScheduleMetadata(new Timed(schedule), configuration).GetFunctionMetadataAsync("/");

        if (expected is null)
        {
            Assert.Empty(functions);
            return;
        }

        var function = Assert.Single(functions);
        Assert.Equal(("Sweep", "Entry"), (function.Name, function.EntryPoint));
        Assert.Equal([Binding(expected)], function.RawBindings!);
    }

    [Theory]
    [InlineData("Health:Schedule", "HEALTH_SCHEDULE", "0 */2 * * * *")]
    [InlineData("Enrichment:FeedSchedule", "ENRICHMENT_FEED_SCHEDULE", "*/5 * * * * *")]
    public void Schedule_InTheOtherFormOfTheSetting_IsWhereTriggersLook(string section, string name, string schedule)
    {
        var configuration = new ConfigurationManager { [section] = schedule };

        ScheduleDefaults.Add(configuration);

        Assert.Equal(schedule, configuration[name]);
    }

    private static string Binding(string schedule) => $$"""{"name":"timer","direction":"In","type":"timerTrigger","schedule":"{{schedule}}"}""";

    private sealed class Timed(string schedule) : IFunctionMetadataProvider
    {
        public Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) => Task.FromResult(
            ImmutableArray.Create<IFunctionMetadata>(new DefaultFunctionMetadata { Name = "Sweep", EntryPoint = "Entry", RawBindings = [Binding(schedule)] }));
    }
}
