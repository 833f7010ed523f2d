using System.Buffers;
using System.Globalization;

namespace Bitmagnet.LocalHost.Configuration;

/// <summary>Reads and checks fields of host.json by their dotted names, and collects a line for each refused value.</summary>
internal sealed class HostFields(IConfigurationSection section)
{
    private static readonly SearchValues<char> RouteCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/");

    private readonly List<string> problems = [];

    public IReadOnlyList<string> Problems => problems;

    public void CheckNumber(string name, int min, int max) => Check(
        name,
        Text(name),
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max,
        max == int.MaxValue ? $"a whole number, at least {min}" : $"a whole number from {min} to {max}");

    /// <summary>Checks a duration as <c>hh:mm:ss</c>, bounds inclusive.</summary>
    public void CheckDuration(string name, TimeSpan min, TimeSpan max) => Check(
        name, Text(name), text => Duration(text) is { } duration && duration >= min && duration <= max, $"a duration hh:mm:ss from {min} to {max}");

    /// <summary>A positive duration as <c>hh:mm:ss</c>, or -1 for none.</summary>
    public TimeSpan? TimeoutOrNone(string name, TimeSpan otherwise)
    {
        var text = Text(name);
        Check(
            name, text, given => given == "-1" || (Duration(given) > TimeSpan.Zero && Duration(given) <= TimeSpan.FromDays(7)),
            "a duration hh:mm:ss above zero, at most 7 days, or -1 for no limit");
        return text == "-1" ? null : text is null ? otherwise : Duration(text);
    }

    /// <summary>A path of segments without parameters; slashes at its ends are dropped.</summary>
    public string RoutePrefix(string name, string otherwise)
    {
        var text = section[Key(name)];
        Check(name, text, given => !given.AsSpan().ContainsAnyExcept(RouteCharacters), "empty, or segments of letters, digits, '-', '_', '.', '~' joined by '/'");
        return text?.Trim('/') ?? otherwise;
    }

    /// <summary>Checks the log levels by category; .NET's logging reads them itself.</summary>
    public void CheckLogLevels(string name)
    {
        foreach (var field in section.GetSection(Key(name)).GetChildren())
        {
            var allowed = Enum.GetNames<LogLevel>();
            Check($"{name}.{field.Key}", field.Value ?? "", level => allowed.Contains(level, StringComparer.OrdinalIgnoreCase), string.Join(", ", allowed));
        }
    }

    private static string Key(string name) => name.Replace('.', ':');

    // A bare number would be read as days, which nobody means.
    private static TimeSpan? Duration(string text) =>
        text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) ? duration : null;

    private string? Text(string name) => section[Key(name)] is { Length: > 0 } text ? text : null;

    private void Check(string name, string? value, Func<string, bool> isAllowed, string allowed)
    {
        if (value is not null && !isAllowed(value))
        {
            problems.Add($"host.json: {name} is '{value}'; allowed: {allowed}.");
        }
    }
}
