using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Bitmagnet.Functions.Settings;

/// <summary>
/// Names at start, a line each, settings that begin like this application's and are none of them, since a mistyped setting would otherwise be
/// ignored in silence. Names only: a value may be a key.
/// </summary>
internal sealed partial class UnknownSettings(IConfiguration configuration, ILogger<UnknownSettings> logger) : IHostedService
{
    private static readonly SettingAttribute[] Known = FindKnown();

    // PostgreSQL's own image and libpq's tools read these from the same file of variables.
    private static readonly string[] OfOthers =
    [
        "POSTGRES_DB", "POSTGRES_INITDB_ARGS", "POSTGRES_INITDB_WALDIR", "POSTGRES_HOST_AUTH_METHOD",
        "POSTGRES_PASSWORD_FILE", "POSTGRES_USER_FILE", "POSTGRES_DB_FILE", "POSTGRES_INITDB_ARGS_FILE",
    ];

    // Read by the host, or by LocalHost.
    private static readonly string[] OfTheHost = ["AzureWebJobsStorage", "LISTEN", "LOCALHOST_FUNCTION_KEY", "LOCALHOST_ADMIN_KEY"];

    /// <summary>The most edits by which a name that is long enough is a slip of another.</summary>
    private const int Slip = 2;
    private const int ShortName = 8;

    /// <summary>The settings that nothing reads, each with those that begin like it, or the one that it is a slip of.</summary>
    internal static IEnumerable<(string Name, string Allowed)> Find(IConfiguration configuration)
    {
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (value is null || Known.Any(setting => Is(setting.Name, key) || Is(setting.SectionKey, key)) || OfOthers.Concat(OfTheHost).Any(other => Is(other, key)))
            {
                continue;
            }

            var name = key.Replace(":", "__", StringComparison.Ordinal);
            var section = key.Split('_', ':')[0];
            var alike = Known.Where(setting => setting.Name.StartsWith(section + '_', StringComparison.OrdinalIgnoreCase)).ToArray();
            if (key.Length > section.Length && alike.Length > 0)
            {
                yield return (name, string.Join(", ", alike.Select(setting => setting.Name)));
            }
            else if (key.Length >= ShortName && Nearest(name) is { } meant)
            {
                yield return (name, meant);
            }
        }

        static bool Is(string name, string key) => name.Equals(key, StringComparison.OrdinalIgnoreCase);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026:RequiresUnreferencedCode", Justification = "SettingsReader keeps the properties of all types that it fills.")]
    [UnconditionalSuppressMessage("Trimming", "IL2070:UnrecognizedReflectionPattern", Justification = "The same.")]
    private static SettingAttribute[] FindKnown() =>
    [
        .. from type in typeof(SettingAttribute).Assembly.GetTypes()
           from property in type.GetProperties()
           let setting = property.GetCustomAttribute<SettingAttribute>()
           where setting is not null
           orderby setting.Name
           select setting,
    ];

    internal static string? Nearest(string name)
    {
        var written = name.ToUpperInvariant();
        return Known.SelectMany(setting => new[] { setting.Name, setting.SectionKey.Replace(":", "__", StringComparison.Ordinal) }).Concat(OfTheHost)
            .Where(known => Math.Abs(known.Length - name.Length) <= Slip)
            .Select(known => (Name: known, Distance: EditDistance.Between(known.ToUpperInvariant(), written)))
            .Where(known => known.Distance <= Slip)
            .OrderBy(known => known.Distance).Select(known => known.Name).FirstOrDefault();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, allowed) in Find(configuration))
        {
            Unknown(logger, name, allowed);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(8000, LogLevel.Warning, "{Setting} is no setting of this application and is ignored; allowed: {Allowed}.")]
    private static partial void Unknown(ILogger logger, string setting, string allowed);
}
