using System.Text.RegularExpressions;

namespace Bitmagnet.Functions.Benchmarks.Requests;

/// <summary>
/// A release name as bitmagnet reads it (bitmagnet contract §3, name grammar), as far as look-ups depend on it. The expressions are greedy
/// and meant for names of a population only; the application has its own parser.
/// </summary>
/// <param name="Title">The base title; null if bitmagnet finds none and looks nothing up.</param>
/// <param name="IsTv">Episodes or a full date were found.</param>
/// <param name="Year">The search year.</param>
internal sealed partial record BitmagnetName(string? Title, bool IsTv, int? Year)
{
    private const string T = @"^[^\p{L}0-9]*(?<title>[\p{L}0-9](?:.*[^\p{L}0-9])?)";

    /// <summary>Reads a name of unknown type.</summary>
    public static BitmagnetName Read(string name)
    {
        var date = Date().Match(name);
        int? year = date.Success ? int.Parse(date.Groups["year"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : null;
        var stop = name;
        var isTv = date.Success;
        if (Episodes().Match(name) is { Success: true } episodes)
        {
            stop = episodes.Groups["title"].Value;
            isTv = true;
        }

        if (Years().Match(stop) is { Success: true } dated)
        {
            year ??= int.Parse(dated.Groups["year"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            stop = dated.Groups["title"].Value;
        }
        else if (!isTv)
        {
            return new BitmagnetName(null, false, null);
        }

        return new BitmagnetName(Clean(stop), isTv, year);
    }

    /// <summary>Turns separators into spaces, and cuts a leading bracket and outer symbols if nothing else is between the words.</summary>
    private static string Clean(string title)
    {
        var spaced = Separators().Replace(title, " ");
        var bare = Leading().Replace(spaced, "").Trim(' ', '(', ')', '[', ']', '-', '!', '?', ',', ':');
        return Plain().IsMatch(bare) ? bare : spaced;
    }

    [GeneratedRegex(T + @"(?:(?:season|s)\s?\d{1,2}(?:\s?-\s?s?\d{1,2}|(?:,\d{1,2})+)?\s?(?:(?:episode|ep|e)\s?\d{1,2})?|\d{1,2}x\d{1,2})", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Episodes();

    [GeneratedRegex(T + @"(?<year>(?:18|19|20)\d\d)(?=[^A-Za-z0-9_]|$)", RegexOptions.Singleline)]
    private static partial Regex Years();

    [GeneratedRegex(@"\b(?<year>20\d\d)([.\-/ ])\d{1,2}\1\d{1,2}\b")]
    private static partial Regex Date();

    [GeneratedRegex(@"[ ._]+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^(?:\[[^\]]*\]|【[^】]*】)")]
    private static partial Regex Leading();

    [GeneratedRegex(@"^[\p{L}0-9'.-]+(?:[^\p{L}0-9][\p{L}0-9'.-]+)*$")]
    private static partial Regex Plain();
}
