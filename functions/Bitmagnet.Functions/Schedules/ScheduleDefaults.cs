using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Sweeping;
using Microsoft.Extensions.Configuration.Memory;

namespace Bitmagnet.Functions.Schedules;

/// <summary>Defaults of the schedules that triggers name as <c>%SETTING%</c>: at the very bottom of the configuration, below every other source.</summary>
internal static class ScheduleDefaults
{
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["ENRICHMENT_FEED_SCHEDULE"] = EnrichmentOptions.DefaultFeedSchedule,
        ["HEALTH_SCHEDULE"] = HealthOptions.DefaultSchedule,
        ["SWEEP_SCHEDULE"] = SweepOptions.DefaultSchedule,
    };

    /// <summary>Adds the defaults.</summary>
    public static void Add(IConfigurationBuilder configuration) =>
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
}
