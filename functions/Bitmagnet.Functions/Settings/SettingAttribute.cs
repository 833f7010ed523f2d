namespace Bitmagnet.Functions.Settings;

/// <summary>
/// Names the setting that fills an option. The usual <c>Section__Key</c> form works too: the part before the first
/// underscore is the section (<c>SWEEP_STALE_AFTER</c> is also <c>Sweep__StaleAfter</c>).
/// </summary>
/// <param name="name">The setting's name, upper case with underscores.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string name) : Attribute
{
    /// <summary>The setting's name.</summary>
    public string Name { get; } = name;

    /// <summary>Smallest value allowed, inclusive: a number, or a duration as text ("1s"). Null: no bound.</summary>
    public string? Min { get; init; }

    /// <summary>Largest value allowed, inclusive: a number, or a duration as text ("720h"). Null: no bound.</summary>
    public string? Max { get; init; }

    /// <summary>True where the value must never be shown.</summary>
    public bool Secret { get; init; }

    /// <summary>The same setting in the Section__Key form, as a configuration key (<c>Sweep:StaleAfter</c>; keys ignore case).</summary>
    public string SectionKey
    {
        get
        {
            var parts = Name.Split('_');
            return $"{parts[0]}:{string.Concat(parts.Skip(1))}";
        }
    }
}
