using System.ComponentModel;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Options of every command that asks a running app.</summary>
internal class ApiSettings : AddressSettings
{
    [CommandOption("--json")]
    [Description("Writes the app's answer as JSON")]
    public bool Json { get; init; }
}
