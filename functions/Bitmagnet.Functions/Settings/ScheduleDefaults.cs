using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Health;
using Microsoft.Extensions.Configuration.Memory;

namespace Bitmagnet.Functions.Settings;

/// <summary>
/// Schedules that triggers name as <c>%SETTING%</c> are resolved by the host, before any option is read: their defaults stand at the
/// very bottom of the configuration. On Azure the host reads them from the app settings, where the template puts them.
/// </summary>
public static class ScheduleDefaults
{
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["ENRICHMENT_FEED_SCHEDULE"] = EnrichmentOptions.DefaultFeedSchedule,
        ["HEALTH_SCHEDULE"] = HealthOptions.DefaultSchedule,
        ["SWEEP_SCHEDULE"] = "0 */5 * * * *",
    };

    /// <summary>Adds the defaults below every other source.</summary>
    public static void Add(IConfigurationBuilder configuration) =>
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
}
