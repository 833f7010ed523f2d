using System.Buffers;
using System.Globalization;

namespace Bitmagnet.LocalHost.Configuration;

/// <summary>Reads fields of host.json by their dotted names, and collects a line for each refused value.</summary>
internal sealed class HostFields(IConfigurationSection section)
{
    private static readonly SearchValues<char> RouteCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/");

    private readonly List<string> problems = [];

    /// <summary>A line for each refused field: its name, its value and what is allowed.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>A whole number, bounds inclusive.</summary>
    public int Number(string name, int otherwise, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : Refuse(name, text, max == int.MaxValue ? $"a whole number, at least {min}" : $"a whole number from {min} to {max}", otherwise);
    }

    /// <summary>A duration as <c>hh:mm:ss</c>, bounds inclusive.</summary>
    public TimeSpan Duration(string name, TimeSpan otherwise, TimeSpan min, TimeSpan max)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return TryDuration(text, out var duration) && duration >= min && duration <= max
            ? duration
            : Refuse(name, text, $"a duration hh:mm:ss from {min} to {max}", otherwise);
    }

    /// <summary>A positive duration as <c>hh:mm:ss</c>, or -1 for none.</summary>
    public TimeSpan? TimeoutOrNone(string name, TimeSpan otherwise)
    {
        var text = Text(name);
        if (text is null or "-1")
        {
            return text is null ? otherwise : null;
        }

        return TryDuration(text, out var duration) && duration > TimeSpan.Zero && duration <= TimeSpan.FromDays(7)
            ? duration
            : Refuse(name, text, "a duration hh:mm:ss above zero, at most 7 days, or -1 for no limit", otherwise);
    }

    /// <summary>A path of segments without parameters; slashes at its ends are dropped.</summary>
    public string RoutePrefix(string name, string otherwise)
    {
        var text = section[Key(name)];
        if (text is null)
        {
            return otherwise;
        }

        return text.AsSpan().ContainsAnyExcept(RouteCharacters)
            ? Refuse(name, text, "empty, or segments of letters, digits, '-', '_', '.', '~' joined by '/'", otherwise)
            : text.Trim('/');
    }

    /// <summary>Checks the log levels by category; .NET's logging reads them itself.</summary>
    public void CheckLogLevels(string name)
    {
        foreach (var field in section.GetSection(Key(name)).GetChildren())
        {
            if (!Enum.GetNames<LogLevel>().Contains(field.Value, StringComparer.OrdinalIgnoreCase))
            {
                Refuse($"{name}.{field.Key}", field.Value ?? "", string.Join(", ", Enum.GetNames<LogLevel>()), LogLevel.None);
            }
        }
    }

    private static string Key(string name) => name.Replace('.', ':');

    // A bare number would be read as days, which nobody means.
    private static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration);
    }

    private string? Text(string name) => section[Key(name)] is { Length: > 0 } text ? text : null;

    private T Refuse<T>(string name, string value, string allowed, T otherwise)
    {
        problems.Add($"host.json: {name} is '{value}'; allowed: {allowed}.");
        return otherwise;
    }
}
