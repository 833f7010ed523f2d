namespace Bitmagnet.Functions.Settings;

/// <summary>One or more settings have values that are not allowed; the message has a line for each.</summary>
public sealed class InvalidSettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One line per setting: its name, its value (unless secret) and what is allowed.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
