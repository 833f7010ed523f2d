using System.Reflection;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Replaces the request's field in an app's refusal by the option that a person wrote. Pure.</summary>
internal static class RefusedOption
{
    /// <summary><c>limit is '0'; …</c> as <c>--limit is '0'; …</c> if the command has such an option; otherwise unchanged.</summary>
    /// <param name="refusal">The app's message, which begins with the field at fault.</param>
    /// <param name="field">The field at fault, as in <c>contentTypes[0]</c>; null if the app names none.</param>
    /// <param name="settings">The command's options.</param>
    public static string Name(string refusal, string? field, Type settings)
    {
        if (field is null || !refusal.StartsWith(field, StringComparison.Ordinal))
        {
            return refusal;
        }

        var name = field.Split('[')[0];
        var option = name == "contentTypes" ? "type" : name;
        return settings.GetProperties().Any(property => property.GetCustomAttribute<CommandOptionAttribute>()?.LongNames.Contains(option) == true)
            ? $"--{option}{refusal[field.Length..]}"
            : refusal;
    }
}
