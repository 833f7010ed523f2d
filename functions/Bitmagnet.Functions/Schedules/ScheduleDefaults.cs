using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Schedules;

/// <summary>
/// Defaults of the schedules that triggers name as <c>%SETTING%</c>, where the setting is missing or empty. A timer whose schedule has neither
/// setting nor default is left out by both hosts.
/// </summary>
internal static class ScheduleDefaults
{
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["ENRICHMENT_FEED_SCHEDULE"] = EnrichmentOptions.DefaultFeedSchedule,
        ["SWEEP_SCHEDULE"] = SweepOptions.DefaultSchedule,
    };

    /// <summary>Adds the defaults.</summary>
    public static void Add(IConfigurationManager configuration) =>
        configuration.AddInMemoryCollection([.. Defaults.Where(entry => string.IsNullOrWhiteSpace(configuration[entry.Key]))]);
}
