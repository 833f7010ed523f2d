using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Functions.Sweeping;

namespace Bitmagnet.Functions.Schedules;

/// <summary>
/// The schedules that triggers name as <c>%SETTING%</c>, as the options read them: by either form of the setting, or else its default. A timer
/// whose schedule is then empty is left out by both hosts.
/// </summary>
internal static class ScheduleDefaults
{
    /// <summary>Adds them to the configuration, where triggers look them up.</summary>
    /// <exception cref="InvalidSettingsException">A setting of the same options is not allowed.</exception>
    public static void Add(IConfigurationManager configuration) => configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["ENRICHMENT_FEED_SCHEDULE"] = SettingsReader.Read<EnrichmentOptions>(configuration).FeedSchedule,
        ["HEALTH_SCHEDULE"] = SettingsReader.Read<HealthOptions>(configuration).Schedule,
        ["SWEEP_SCHEDULE"] = SettingsReader.Read<SweepOptions>(configuration).Schedule,
    });
}
