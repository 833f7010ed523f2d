namespace Bitmagnet.Functions.Explaining;

/// <summary>What is behind the word <c>explain</c>: one release name, or <c>--json</c> for names from standard input.</summary>
/// <param name="Name">The release name; null with <c>--json</c>.</param>
/// <param name="IsMatch">With <c>--json</c>, whether names are matched, too.</param>
public sealed record ExplainArguments(string? Name, bool IsMatch)
{
    private const string Json = "--json";
    private const string Match = "--match";

    /// <summary>The first word that is not allowed, in one line; null where all are.</summary>
    public static string? Problem(IReadOnlyList<string> words)
    {
        const string Usage = "usage: explain \"<release name>\", or explain --json [--match] < names";
        var names = words.Where(word => !IsOption(word)).ToArray();
        return words.FirstOrDefault(word => IsOption(word) && word is not (Json or Match)) is { } option ? $"explain has no option {option}; {Usage}"
            : names.Length > 1 ? $"explain takes one release name, in quotation marks, not {names.Length} words; {Usage}"
            : words.Contains(Json) && names.Length == 1 ? $"explain {Json} reads names from standard input, one a line, and takes none as a word; {Usage}"
            : !words.Contains(Json) && names.Length == 0 ? $"explain needs a release name; {Usage}"
            : names.Any(string.IsNullOrWhiteSpace) ? $"explain was given an empty name; {Usage}"
            : null;
    }

    /// <summary>Reads words that have no problem.</summary>
    public static ExplainArguments Read(IReadOnlyList<string> words) => new(words.FirstOrDefault(word => !IsOption(word)), words.Contains(Match));

    private static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal);
}
