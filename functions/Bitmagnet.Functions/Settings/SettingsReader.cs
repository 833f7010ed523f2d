using System.Globalization;
using System.Reflection;

namespace Bitmagnet.Functions.Settings;

/// <summary>Fills an options record from configuration, by the <see cref="SettingAttribute"/> of its properties.</summary>
public static class SettingsReader
{
    /// <summary>Reads all settings of <typeparamref name="T"/>; what is not set, or empty, keeps its default.</summary>
    /// <exception cref="InvalidSettingsException">Any value cannot be read or is out of bounds; names every such setting.</exception>
    public static T Read<T>(IConfiguration configuration) where T : class, new()
    {
        var options = new T();
        var problems = new List<string>();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<SettingAttribute>() is not { } setting)
            {
                continue;
            }

            var text = configuration[setting.Name] ?? configuration[setting.SectionKey];
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            // A password may begin or end with a space.
            var (value, allowed) = Parse(setting.Secret ? text : text.Trim(), property.PropertyType, setting);
            if (value is null)
            {
                problems.Add($"{setting.Name} is {(IsSecret(setting, text) ? "(hidden)" : $"'{text}'")}; allowed: {allowed}.");
                continue;
            }

            property.SetValue(options, value);
        }

        problems.AddRange((options as ICheckedSettings)?.Problems() ?? []);
        return problems.Count == 0 ? options : throw new InvalidSettingsException(problems);
    }

    /// <summary>Where there is an @, there may be a password before it.</summary>
    private static bool IsSecret(SettingAttribute setting, string text) => setting.Secret || text.Contains('@', StringComparison.Ordinal);

    private static (object? Value, string Allowed) Parse(string text, Type type, SettingAttribute setting)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            return (text, "text");
        }

        if (type == typeof(bool))
        {
            return (bool.TryParse(text, out var flag) ? flag : text switch { "1" => true, "0" => false, _ => null }, "true or false");
        }

        if (type == typeof(int))
        {
            var min = setting.Min is null ? int.MinValue : int.Parse(setting.Min, CultureInfo.InvariantCulture);
            var max = setting.Max is null ? int.MaxValue : int.Parse(setting.Max, CultureInfo.InvariantCulture);
            var read = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            return (read && number >= min && number <= max ? number : null, $"a whole number{Between(setting)}");
        }

        if (type == typeof(TimeSpan))
        {
            var min = setting.Min is null ? TimeSpan.Zero : GoDuration.Parse(setting.Min);
            var max = setting.Max is null ? TimeSpan.MaxValue : GoDuration.Parse(setting.Max);
            var read = GoDuration.TryParse(text, out var duration);
            return (read && duration >= min && duration <= max ? duration : null,
                $"a duration such as 25ms, 90s, 1h30m or 01:30:00{Between(setting)}");
        }

        if (type == typeof(Uri))
        {
            var read = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0;
            return (read ? uri : null, "an http or https URI without a user or password");
        }

        if (type.IsEnum)
        {
            var names = Enum.GetNames(type);
            var match = names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
            return (match is null ? null : Enum.Parse(type, match), $"one of {string.Join(", ", names.Select(n => n.ToLowerInvariant()))}");
        }

        throw new NotSupportedException($"{setting.Name}: settings of type {type.Name} are not supported.");
    }

    private static string Between(SettingAttribute setting) => (setting.Min, setting.Max) switch
    {
        (null, null) => "",
        (null, _) => $", at most {setting.Max}",
        (_, null) => $", at least {setting.Min}",
        _ => $", from {setting.Min} to {setting.Max}",
    };
}
