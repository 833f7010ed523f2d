using System.Text.RegularExpressions;

namespace Bitmagnet.Functions.Settings;

/// <summary>Settings that a trigger names as <c>%SETTING%</c>, in the way of the Functions host. Pure.</summary>
internal static partial class NamedSettings
{
    /// <summary>The text with the value of each setting that it names; one without a value stays as it is.</summary>
    public static string Resolve(string text, IConfiguration configuration) => Named().Replace(
        text, match => configuration[match.Groups["name"].Value] is { Length: > 0 } value ? value : match.Value);

    /// <summary>The first setting that a text names; null where it names none.</summary>
    public static string? In(string text) => Named().Match(text) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex("%(?<name>[^%]+)%")]
    private static partial Regex Named();
}
