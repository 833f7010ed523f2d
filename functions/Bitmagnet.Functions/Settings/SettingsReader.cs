using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Bitmagnet.Functions.Settings;

/// <summary>Fills an options record from configuration, by the <see cref="SettingAttribute"/> of its properties.</summary>
public static class SettingsReader
{
    /// <summary>Reads all settings of <typeparamref name="T"/>; what is not set, or empty, keeps its default.</summary>
    /// <exception cref="InvalidSettingsException">Any value cannot be read or is out of bounds; names every such setting.</exception>
    public static T Read<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IConfiguration configuration) where T : class, new()
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

    private static (object? Value, string Allowed) Parse(string text, Type type, SettingAttribute setting) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var known when known == typeof(string) => (text, "text"),
        var known when known == typeof(bool) => (bool.TryParse(text, out var flag) ? flag : text switch { "1" => true, "0" => false, _ => null }, "true or false"),
        var known when known == typeof(int) => (
            Within(int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null, setting, bound => int.Parse(bound, CultureInfo.InvariantCulture)),
            $"a whole number{Between(setting)}"),
        var known when known == typeof(TimeSpan) => (
            Within(GoDuration.TryParse(text, out var duration) ? duration : null, setting, GoDuration.Parse), $"a duration such as 25ms, 90s, 1h30m or 01:30:00{Between(setting)}"),
        var known when known == typeof(Uri) => (
            Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 ? uri : null,
            "an http or https URI without a user or password"),
        { IsEnum: true } known => (
            Array.Find(Enum.GetNames(known), name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } match ? Enum.Parse(known, match) : null,
            $"one of {string.Join(", ", Enum.GetNames(known).Select(name => name.ToLowerInvariant()))}"),
        var other => throw new NotSupportedException($"{setting.Name}: settings of type {other.Name} are not supported."),
    };

    private static object? Within<T>(T? value, SettingAttribute setting, Func<string, T> read) where T : struct, IComparable<T> =>
        (setting.Min is null || value?.CompareTo(read(setting.Min)) >= 0) && (setting.Max is null || value?.CompareTo(read(setting.Max)) <= 0) ? value : null;

    private static string Between(SettingAttribute setting) => (setting.Min, setting.Max) switch
    {
        (null, null) => "",
        (null, _) => $", at most {setting.Max}",
        (_, null) => $", at least {setting.Min}",
        _ => $", from {setting.Min} to {setting.Max}",
    };
}
