using System.ComponentModel;
using Spectre.Console.Cli;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Options of a command about one job.</summary>
internal sealed class JobIdSettings : ApiSettings
{
    /// <summary>The job.</summary>
    [CommandArgument(0, "<id>")]
    [Description("The job's id, as jobs list shows it")]
    public required string Id { get; init; }
}
