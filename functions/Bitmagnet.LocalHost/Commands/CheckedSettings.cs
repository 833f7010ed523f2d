using System.Reflection;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Options that refuse an option without a value: the parser would make up a value for the last one.</summary>
internal abstract class CheckedSettings : CommandSettings
{
    private const string OfTheParser = "__default_command";

    public sealed override ValidationResult Validate() => WithoutValue() is { } option
        ? ValidationResult.Error($"--{option.LongNames[0]} has no value; allowed: --{option.LongNames[0]} <{option.ValueName}>")
        : Check();

    protected virtual ValidationResult Check() => ValidationResult.Success();

    private CommandOptionAttribute? WithoutValue() => (
        from property in GetType().GetProperties()
        let option = property.GetCustomAttribute<CommandOptionAttribute>()
        where option is not null
        let value = property.GetValue(this)
        where value is string text ? text == OfTheParser : value is string[] several && several.Contains(OfTheParser)
        select option).FirstOrDefault();
}
