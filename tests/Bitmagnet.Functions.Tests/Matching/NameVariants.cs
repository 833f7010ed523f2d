using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>Makes up release names of a title, including hard ones, and names of similar titles that do not exist.</summary>
internal static class NameVariants
{
    private const string Tail = ".1080p.BluRay.x264-GRP";
    private static readonly string[] Articles = ["The ", "A ", "An ", "Der ", "Die ", "Das ", "Le ", "La ", "Les ", "El ", "Il "];

    /// <summary>Names that mean the title, with their category. Those without a year mean it only if no other title is similar.</summary>
    public static IEnumerable<(string Category, string Name)> Of(CatalogueTitle title) =>
        title.Kind == CatalogueKind.Movie ? Films(title) : Series(title);

    /// <summary>Names that mean another, missing title.</summary>
    public static IEnumerable<(string Category, string Name)> Strangers(CatalogueTitle title)
    {
        var isFilm = title.Kind == CatalogueKind.Movie;
        var tail = isFilm ? Tail : ".S01E02" + Tail;
        yield return ("sequel", $"{Dots(title.Title)}.9{(isFilm ? $".{title.Year + 4}" : "")}{tail}");
        yield return ("longer", $"{Dots(title.Title)}.Reckoning{(isFilm ? $".{title.Year}" : "")}{tail}");
        yield return ("longer in front", $"Beyond.{Dots(title.Title)}{(isFilm ? $".{title.Year}" : "")}{tail}");
        if (isFilm)
        {
            yield return ("another year", $"{Dots(title.Title)}.{title.Year + 7}{tail}");
        }

        // The part before a colon is the title without its subtitle, so it still means the title.
        var words = title.Title.Split(' ');
        if (words.Length > 2 && !title.Title.Contains(':', StringComparison.Ordinal))
        {
            yield return ("shorter", $"{string.Join('.', words[..^1])}{(isFilm ? $".{title.Year}" : "")}{tail}");
            yield return ("one word", $"{words.MaxBy(word => word.Length)}{(isFilm ? $".{title.Year}" : "")}{tail}");
        }
    }

    private static IEnumerable<(string Category, string Name)> Films(CatalogueTitle title)
    {
        var year = title.Year.ToString(CultureInfo.InvariantCulture);
        yield return ("scene", $"{Dots(title.Title)}.{year}{Tail}");
        yield return ("people", $"{title.Title} ({year}) [1080p] [WEBRip]");
        yield return ("underscores", $"{title.Title.Replace(' ', '_')}_{year}_720p");
        yield return ("no year", $"{Dots(title.Title)}{Tail}");
        yield return ("year after", $"{Dots(title.Title)}.{title.Year + 1}{Tail}");
        yield return ("year before", $"{Dots(title.Title)}.{title.Year - 1}{Tail}");
        yield return ("bare letters", $"{Dots(Bare(title.Title))}.{year}{Tail}");
        foreach (var article in Articles.Where(article => title.Title.StartsWith(article, StringComparison.Ordinal)))
        {
            yield return ("moved article", $"{title.Title[article.Length..]}, {article.Trim()} ({year}) 720p");
            yield return ("no article", $"{Dots(title.Title[article.Length..])}.{year}{Tail}");
        }

        foreach (var other in title.OtherTitles.Prepend(title.OriginalTitle).Where(other => other != title.Title).Distinct())
        {
            yield return ("other title", $"{Dots(other)}.{year}{Tail}");
            yield return ("two titles", $"{other} / {title.Title} ({year}) BDRip 1080p");
            yield return ("aka", $"{title.Title} aka {other} {year} 1080p");
        }

        if (title.Title.Length >= 12)
        {
            yield return ("misspelt", $"{Dots(title.Title.Remove(title.Title.Length - 3, 1))}.{year}{Tail}");
        }
    }

    private static IEnumerable<(string Category, string Name)> Series(CatalogueTitle title)
    {
        yield return ("series", $"{Dots(title.Title)}.S01E03{Tail}");
        yield return ("series, its year", $"{title.Title} ({title.Year}) - S02E01 - Some Title [1080p]");
        yield return ("series, a later year", $"{Dots(title.Title)}.{title.Year + 3}.S04E05{Tail}");
        yield return ("series, season", $"{title.Title} Season 2 Complete 720p");
        yield return ("series, special", $"{Dots(title.Title)}.S00E01.Special{Tail}");
        yield return ("series, bare letters", $"{Dots(Bare(title.Title))}.S01E03{Tail}");
        yield return ("series, daily", $"{Dots(title.Title)}.2023.05.15.Some.Guest.720p.WEB");
        foreach (var other in title.OtherTitles.Prepend(title.OriginalTitle).Where(other => other != title.Title).Distinct())
        {
            yield return ("series, other title", $"{Dots(other)}.S01E03{Tail}");
            yield return ("series, two titles", $"{other} / {title.Title} [S01] ({title.Year}) WEB-DL 1080p");
        }
    }

    private static string Dots(string title) => title.Replace(": ", ".", StringComparison.Ordinal).Replace(' ', '.');

    private static string Bare(string title)
    {
        var bare = new StringBuilder();
        foreach (var c in title.Replace("&", "and", StringComparison.Ordinal).Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c) || c == ' ')
            {
                bare.Append(c);
            }
            else if (c is '-' or '/' or ':')
            {
                bare.Append(' ');
            }
        }

        return string.Join(' ', bare.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
