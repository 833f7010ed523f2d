using System.ComponentModel;
using System.Globalization;

namespace Bitmagnet.LocalHost.Commands;

internal sealed class RunSettings : CheckedSettings
{
    private const int MostTorrents = 5_000_000;

    [CommandOption("-p|--port <N>")]
    [Description("Where HTTP listens, on loopback unless LISTEN says; 7071 unless given, 0 picks a free one")]
    public string? Port { get; init; }

    [CommandOption("--exit-when-drained")]
    [Description("Ends with code 0 once there is nothing left to do")]
    public bool ExitWhenDrained { get; init; }

    [CommandOption("--sandbox-folder <PATH>")]
    [Description("Where the sandbox keeps its files; .sandbox unless given")]
    public string? SandboxFolder { get; init; }

    [CommandOption("--sandbox-torrents <N>")]
    [Description("How many torrents a new sandbox gets; 5000 unless given")]
    public string? SandboxTorrents { get; init; }

    protected override ValidationResult Check() =>
        Port is not null && !IsNumber(Port, 0, ushort.MaxValue) ? Refuse("--port", Port, "a whole number from 0 to 65535")
        : SandboxFolder is { } folder && string.IsNullOrWhiteSpace(folder) ? Refuse("--sandbox-folder", folder, "the path of a folder")
        : SandboxTorrents is not null && !IsNumber(SandboxTorrents, 1, MostTorrents) ? Refuse("--sandbox-torrents", SandboxTorrents, $"a whole number from 1 to {MostTorrents}")
        : ValidationResult.Success();

    /// <summary>The options as configuration values.</summary>
    public string[] ForConfiguration() =>
    [
        .. Port is null ? [] : new[] { "--port=" + Port },
        .. SandboxFolder is null ? [] : new[] { "--sandbox-folder=" + SandboxFolder },
        .. SandboxTorrents is null ? [] : new[] { "--sandbox-torrents=" + SandboxTorrents },
    ];

    private static bool IsNumber(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;

    private static ValidationResult Refuse(string option, string value, string allowed) => ValidationResult.Error($"{option} is '{value}'; allowed: {allowed}");
}
