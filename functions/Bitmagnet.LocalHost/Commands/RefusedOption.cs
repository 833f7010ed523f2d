using System.Reflection;
using System.Text.RegularExpressions;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Replaces the request's field in an app's refusal by the option that a person wrote. Pure.</summary>
internal static partial class RefusedOption
{
    /// <summary><c>limit is '0'; …</c> as <c>--limit is '0'; …</c> if the command has such an option; otherwise unchanged.</summary>
    /// <param name="refusal">The app's message.</param>
    /// <param name="settings">The command's options.</param>
    public static string Name(string refusal, Type settings)
    {
        if (Field().Match(refusal) is not { Success: true } found)
        {
            return refusal;
        }

        var field = found.Groups["field"].Value;
        var option = field == "contentTypes" ? "type" : field;
        return settings.GetProperties().Any(property => property.GetCustomAttribute<CommandOptionAttribute>()?.LongNames.Contains(option) == true)
            ? $"--{option}{refusal[found.Length..]}"
            : refusal;
    }

    [GeneratedRegex(@"^(?<field>[A-Za-z]+)(\[[0-9]+\])?(?= is )", RegexOptions.ExplicitCapture)]
    private static partial Regex Field();
}
