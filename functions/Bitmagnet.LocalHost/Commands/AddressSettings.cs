using System.ComponentModel;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Options of every command that may ask a running app.</summary>
internal abstract class AddressSettings : CheckedSettings
{
    [CommandOption("--url <URL>")]
    [Description("Where the app runs; else BITMAGNET_FUNCTIONS_URL, else http://localhost:7071")]
    public string? Url { get; init; }

    [CommandOption("--key <KEY>")]
    [Description("Its function key; else BITMAGNET_FUNCTIONS_KEY")]
    public string? Key { get; init; }
}
