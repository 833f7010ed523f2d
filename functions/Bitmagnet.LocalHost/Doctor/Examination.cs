using Bitmagnet.Functions.Settings;
using Bitmagnet.LocalHost.Configuration;

namespace Bitmagnet.LocalHost.Doctor;

/// <summary>Checks all parts at once. A part that fails does not stop the others.</summary>
internal static class Examination
{
    /// <summary>The results, in a fixed order of parts.</summary>
    public static async Task<IReadOnlyList<Diagnosis>> RunAsync(Func<IConfiguration> settings, TimeProvider clock, CancellationToken cancellationToken)
    {
        IConfiguration read;
        try
        {
            read = settings();
        }
        catch (InvalidOperationException e)
        {
            return [new Diagnosis("settings", Verdict.Wrong, e.Message, "Correct it; the app does not start with it.")];
        }

        var looks = await Task.WhenAll(
            LookAsync("settings", () => Task.FromResult(SettingsCheck.Look(read))),
            LookAsync("storage", () => StorageCheck.LookAsync(read, cancellationToken)),
            LookAsync("database", () => DatabaseCheck.LookAsync(read, clock, cancellationToken)),
            LookAsync("tmdb", () => TmdbCheck.LookAsync(read, cancellationToken)),
            LookAsync("notifications", () => NotifyCheck.LookAsync(read, cancellationToken)),
            LookAsync("access", () => AccessCheck.LookAsync(read, cancellationToken)));
        return [.. looks.SelectMany(look => look)];

        async Task<IReadOnlyList<Diagnosis>> LookAsync(string part, Func<Task<IReadOnlyList<Diagnosis>>> look)
        {
            try
            {
                return await look();
            }
            catch (Exception e) when (e is InvalidSettingsException or InvalidOperationException && part != "settings")
            {
                return []; // A setting is not allowed; SettingsCheck reports it.
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                return [new Diagnosis(part, Verdict.Wrong, $"It could not be looked at ({e.GetType().Name}).", "Please report this: the doctor should know it.")];
            }
        }
    }

    /// <summary>The settings as <c>run</c> reads them.</summary>
    /// <exception cref="InvalidOperationException">A file of settings cannot be read, or LISTEN is not an address.</exception>
    public static IConfiguration Settings()
    {
        var configuration = new LocalHostBuilder([], new HostSeams()).Web.Configuration;
        Functions.Schedules.ScheduleDefaults.Add(configuration);
        return configuration;
    }
}
