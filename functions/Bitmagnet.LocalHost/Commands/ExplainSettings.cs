using System.ComponentModel;
using Bitmagnet.Functions.Explaining;

namespace Bitmagnet.LocalHost.Commands;

internal sealed class ExplainSettings : AddressSettings
{
    [CommandArgument(0, "[name]")]
    [Description("A release name in quotation marks, or the info hash of a torrent")]
    public string[] Names { get; init; } = [];

    [CommandOption("--json")]
    [Description("Reads names from standard input, one a line, and answers each with one JSON object a line")]
    public bool Json { get; init; }

    [CommandOption("--match")]
    [Description("With --json: match the names, too")]
    public bool Match { get; init; }

    /// <summary>The arguments, with the words behind <c>--</c>.</summary>
    /// <exception cref="BadInputException">The arguments are not allowed.</exception>
    public ExplainArguments Read(IReadOnlyList<string> behindDashes)
    {
        string[] words = [.. Json ? ["--json"] : Array.Empty<string>(), .. Match ? ["--match"] : Array.Empty<string>(), .. Names.Concat(behindDashes)];
        return ExplainArguments.Problem(words) is { } problem ? throw new BadInputException(problem) : ExplainArguments.Read(words);
    }
}
