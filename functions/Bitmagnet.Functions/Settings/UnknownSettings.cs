using System.Reflection;

namespace Bitmagnet.Functions.Settings;

/// <summary>
/// Names at start, a line each, settings that begin like this application's and are none of them: a typing error is ignored by whatever reads
/// settings by name. Never a value, which may be a key.
/// </summary>
internal sealed partial class UnknownSettings(IConfiguration configuration, ILogger<UnknownSettings> logger) : IHostedService
{
    private static readonly SettingAttribute[] Known =
    [
        .. from type in typeof(SettingAttribute).Assembly.GetTypes()
           from property in type.GetProperties()
           let setting = property.GetCustomAttribute<SettingAttribute>()
           where setting is not null
           orderby setting.Name
           select setting,
    ];

    // PostgreSQL's own image and libpq's tools read these from the same file of variables.
    private static readonly string[] OfOthers =
    [
        "POSTGRES_DB", "POSTGRES_INITDB_ARGS", "POSTGRES_INITDB_WALDIR", "POSTGRES_HOST_AUTH_METHOD",
        "POSTGRES_PASSWORD_FILE", "POSTGRES_USER_FILE", "POSTGRES_DB_FILE", "POSTGRES_INITDB_ARGS_FILE",
    ];

    /// <summary>The settings that nothing reads, each with those that begin like it.</summary>
    internal static IEnumerable<(string Name, string Allowed)> Find(IConfiguration configuration)
    {
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            var section = key.Split('_', ':')[0];
            var alike = Known.Where(setting => setting.Name.StartsWith(section + '_', StringComparison.OrdinalIgnoreCase)).ToArray();
            if (value is not null && key.Length > section.Length && alike.Length > 0
                && !alike.Any(setting => Is(setting.Name, key) || Is(setting.SectionKey, key)) && !OfOthers.Any(other => Is(other, key)))
            {
                yield return (key.Replace(":", "__", StringComparison.Ordinal), string.Join(", ", alike.Select(setting => setting.Name)));
            }
        }

        static bool Is(string name, string key) => name.Equals(key, StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, allowed) in Find(configuration))
        {
            Unknown(logger, name, allowed);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(8000, LogLevel.Warning, "{Setting} is no setting of this application and is ignored; allowed: {Allowed}.")]
    private static partial void Unknown(ILogger logger, string setting, string allowed);
}
