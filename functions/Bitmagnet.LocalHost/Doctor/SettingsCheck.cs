using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Notifications;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Invocation;

namespace Bitmagnet.LocalHost.Doctor;

/// <summary>Checks that every setting can be read and none is misspelt. Does no I/O.</summary>
internal static class SettingsCheck
{
    private const string Part = "settings";

    /// <summary>The readers of settings; their errors name the setting, its value and what is allowed.</summary>
    private static readonly Action<IConfiguration>[] Readers =
    [
        settings => SettingsReader.Read<TmdbOptions>(settings),
        settings => PostgresConnection.Read(SettingsReader.Read<PostgresOptions>(settings)),
        settings => SettingsReader.Read<FeedOptions>(settings),
        settings => SettingsReader.Read<EnrichmentOptions>(settings),
        settings => SettingsReader.Read<SweepOptions>(settings),
        settings => SettingsReader.Read<HealthOptions>(settings),
        settings => SettingsReader.Read<NotifyOptions>(settings),
        settings => HostSettings.Read(settings),
        settings => FunctionFinder.Find(new HostSeams().FunctionTypes, settings),
        settings =>
        {
            if (StorageConnection.IsConfigured(settings))
            {
                _ = StorageConnection.Read(settings).ToString();
            }
        },
    ];

    public static IReadOnlyList<Diagnosis> Look(IConfiguration settings)
    {
        Diagnosis[] found =
        [
            .. Readers.SelectMany(read => Problems(read, settings)).Distinct().Select(problem => new Diagnosis(Part, Verdict.Wrong, problem, "Correct it; the app does not start with it.")),
            .. UnknownSettings.Find(settings).Select(unknown => new Diagnosis(
                Part, Verdict.Look, $"{unknown.Name} is no setting of this application and is ignored.",
                UnknownSettings.Nearest(unknown.Name) is { } meant ? $"Did you mean {meant}? Else remove it." : $"Remove it, or correct it; allowed: {unknown.Allowed}.")),
        ];
        return found.Length > 0 ? found : [new Diagnosis(Part, Verdict.Ok, "All settings can be read, and none is misspelt.")];
    }

    private static IEnumerable<string> Problems(Action<IConfiguration> read, IConfiguration settings)
    {
        try
        {
            read(settings);
            return [];
        }
        catch (InvalidSettingsException e)
        {
            return e.Problems;
        }
        catch (InvalidOperationException e)
        {
            return e.Message.Split(Environment.NewLine);
        }
    }
}
