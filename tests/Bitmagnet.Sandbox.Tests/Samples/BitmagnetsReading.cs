using System.Globalization;
using System.Text.RegularExpressions;

namespace Bitmagnet.Sandbox.Tests.Samples;

/// <summary>
/// bitmagnet's reading of a film's or an episode's name (bitmagnet contract §3 Name grammar), as far as the sample's names need.
/// </summary>
/// <param name="Type">tv_show with an episode token, otherwise movie with a year; null if bitmagnet finds neither.</param>
/// <param name="Episodes">The column's JSON; null for a film.</param>
/// <param name="Rest">The text after the title, which gives video columns and languages.</param>
internal sealed partial record BitmagnetsReading(string? Type, string? Episodes, string Rest)
{
    private static readonly Dictionary<string, string> Sources = new()
    {
        ["BluRay"] = "BluRay",
        ["WEB-DL"] = "WEBDL",
        ["WEBRip"] = "WEBRip",
        ["HDTV"] = "TV",
        ["DVDRip"] = "DVD",
    };

    private static readonly Dictionary<string, string> LanguageCodes = new()
    {
        ["FRENCH"] = "fr",
        ["GERMAN"] = "de",
        ["ITALIAN"] = "it",
        ["SPANISH"] = "es",
        ["RUSSIAN"] = "ru",
        ["HINDI"] = "hi",
    };

    public string? Resolution => Value(Resolutions().Match(Rest), match => $"V{match.Value}");

    public string? Source => Value(SourceWords().Match(Rest), match => Sources[match.Value]);

    public string? Codec => Value(Codecs().Match(Rest), match => match.Groups[1].Value);

    public string? Group => Value(Codecs().Match(Rest), match => match.Groups[2].Success ? match.Groups[2].Value : null);

    public string Languages => Value(LanguageWords().Match(Rest), match => $"[\"{LanguageCodes[match.Value]}\"]") ?? "[]";

    /// <summary>Reads a name of unknown type. The last token that fits wins, since a title is as long as possible.</summary>
    public static BitmagnetsReading Of(string name)
    {
        if (EpisodeTokens().Matches(name).LastOrDefault() is { } episode)
        {
            var (season, number) = episode.Groups[3].Success ? (episode.Groups[3].Value, episode.Groups[4]) : (episode.Groups[1].Value, episode.Groups[2]);
            var inner = number.Success ? $"\"{Number(number.Value)}\": {{}}" : "";
            return new BitmagnetsReading("tv_show", $"{{\"{Number(season)}\": {{{inner}}}}}", name[(episode.Index + episode.Length)..]);
        }

        var isDated = Dates().IsMatch(name);
        return Years().Matches(name).LastOrDefault() is { } year
            ? new BitmagnetsReading(isDated ? "tv_show" : "movie", null, name[(year.Index + year.Length)..])
            : new BitmagnetsReading(isDated ? "tv_show" : null, null, name);
    }

    private static string? Value(Match match, Func<Match, string?> value) => match.Success ? value(match) : null;

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    // Both need a title before them that ends in a non-word character. No digit may follow as in "1x05 - 1080p", which would be a range.
    [GeneratedRegex(@"(?<=[\p{L}0-9].*[^\p{L}0-9])(?:(?:season|s)\s*([0-9]{1,2})(?:\s*(?:episode|ep|e)\s*([0-9]{1,2}))?|([0-9]{1,2})x([0-9]{1,2})(?!\s*-\s*[0-9]))", RegexOptions.IgnoreCase)]
    private static partial Regex EpisodeTokens();

    [GeneratedRegex(@"(?<=[\p{L}0-9].*[^\p{L}0-9])(?:18|19|20)[0-9]{2}(?=[^A-Za-z0-9_]|$)")]
    private static partial Regex Years();

    [GeneratedRegex(@"\b(?:[0-9]{1,2}|[0-9]{4})([./ -])[0-9]{1,2}\1(?:[0-9]{1,2}|[0-9]{4})\b")]
    private static partial Regex Dates();

    [GeneratedRegex(@"\b[0-9]{3,4}p\b")]
    private static partial Regex Resolutions();

    [GeneratedRegex(@"\b(?:BluRay|WEB-DL|WEBRip|HDTV|DVDRip)\b")]
    private static partial Regex SourceWords();

    [GeneratedRegex(@"\b(x264|x265|H264|XviD)(?:-(\w+))?\b")]
    private static partial Regex Codecs();

    [GeneratedRegex(@"\b(?:FRENCH|GERMAN|ITALIAN|SPANISH|RUSSIAN|HINDI)\b")]
    private static partial Regex LanguageWords();
}
