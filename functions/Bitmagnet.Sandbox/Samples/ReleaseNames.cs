using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Sandbox.Samples;

/// <summary>Names torrents the way scene and P2P groups, indexing sites and fans do.</summary>
internal sealed class ReleaseNames(Random random)
{
    private static readonly string[] Groups = ["SPARKS", "GECKOS", "AMIABLE", "FLUX", "NTb", "EVO", "RARBG", "playBD", "CMRG", "DON", "QxR", "TEPES", "LOL", "KILLERS", "MeGusta", "ION10"];
    private static readonly (string Text, string Value)[] Resolutions = [("1080p", "V1080p"), ("1080p", "V1080p"), ("720p", "V720p"), ("2160p", "V2160p"), ("480p", "V480p")];
    private static readonly (string Text, string Value)[] Sources = [("BluRay", "BluRay"), ("WEB-DL", "WEBDL"), ("WEBRip", "WEBRip"), ("HDTV", "TV"), ("DVDRip", "DVD")];
    private static readonly (string Text, string Value)[] Codecs = [("x264", "x264"), ("x265", "x265"), ("H264", "H264"), ("XviD", "XviD")];
    private static readonly (string Text, string Code)[] Languages = [("FRENCH", "fr"), ("GERMAN", "de"), ("ITALIAN", "it"), ("SPANISH", "es"), ("RUSSIAN", "ru"), ("HINDI", "hi")];
    private static readonly string[] Noise = ["www.UIndex.org    -    ", "[ TorrentCouch.com ] ", "www.Torrenting.com - ", "[rarbg.to] ", "【高清影视之家】"];

    // They come between the number and the resolution, as in real names; directly after "1x05 - ", bitmagnet would read 1080p as the end of
    // a range.
    private static readonly string[] EpisodeTitles = ["Pilot", "Homecoming", "The Long Way Round", "Aftermath", "Two Letters", "Low Water"];

    /// <summary>A release of a film under one of its titles.</summary>
    public SampleRelease Movie(string title, int year)
    {
        var release = Quality();
        var (resolution, source, codec, group) = Texts(release);
        var language = random.Next(10) == 0 ? Pick(Languages) : default;
        var name = random.Next(20) switch
        {
            < 8 => $"{Dotted(title)}.{year}.{(language.Text is null ? "" : language.Text + ".")}{resolution}.{source}.{codec}-{group}",
            < 12 => $"{title} ({year}) [{resolution}] [{source}] [5.1] [YTS.MX]",
            < 14 => $"{title} ({year}) {resolution} {source} {codec} AAC-{group}",
            < 16 => $"{Dotted(title)}.{year}.REMASTERED.{resolution}.{source}.DTS.{codec}-{group}",
            < 18 => $"{Pick(Noise)}{Dotted(title)}.{year}.{resolution}.{source}.{codec}-{group}",
            < 19 => $"{Dotted(title)}.{year}.MULTi.{resolution}.{source}.{codec}-{group}",
            _ => $"{title} {year} {source} {codec}",
        };
        return release with
        {
            Name = name,
            Resolution = name.Contains(resolution, StringComparison.Ordinal) ? release.Resolution : null,
            Group = GroupOf(name, codec, group),
            Codec = name.Contains(codec, StringComparison.Ordinal) ? release.Codec : null,
            Language = language.Text is not null && name.Contains(language.Text, StringComparison.Ordinal) ? language.Code : null,
        };
    }

    /// <summary>
    /// A release of a series, by a fan group if it is anime: an episode or a season of those known, or any where none are.
    /// </summary>
    public SampleRelease Tv(string title, bool isAnime, IReadOnlyList<CatalogueSeason> seasons)
    {
        var season = 1 + random.Next(seasons.Count > 0 ? seasons.Count : isAnime ? 2 : 6);
        int? episode = random.Next(6) == 0 ? null : 1 + random.Next(seasons.Count > 0 ? seasons[season - 1].Episodes : 12);
        var release = Quality() with { Season = season, Episode = episode };
        var (resolution, source, codec, group) = Texts(release);
        var number = string.Create(CultureInfo.InvariantCulture, $"S{season:00}{(episode is null ? "" : $"E{episode:00}")}");
        var name = (isAnime ? 0 : 1 + random.Next(10)) switch
        {
            0 => $"[{(random.Next(2) == 0 ? "SubsPlease" : "Erai-raws")}] {title} {number} ({resolution}) [{random.Next(0x1000000):X6}].mkv",
            < 6 => $"{Dotted(title)}.{number}.{resolution}.{source}.{codec}-{group}",
            < 8 => $"{title} {number} {resolution} {source} {codec}-{group}",
            < 9 => $"{Pick(Noise)}{Dotted(title)}.{number}.{resolution}.{source}.{codec}-{group}",
            _ when episode is { } one => string.Create(CultureInfo.InvariantCulture, $"{title} - {season}x{one:00} - {Pick(EpisodeTitles)} {resolution} {source}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{title} Season {season} Complete {resolution} {source} {codec}-{group}"),
        };
        return release with
        {
            Name = name,
            Source = name.Contains(source, StringComparison.Ordinal) ? release.Source : null,
            Codec = name.Contains(codec, StringComparison.Ordinal) ? release.Codec : null,
            Group = GroupOf(name, codec, group),
        };
    }

    /// <summary>The group if bitmagnet reads it: only directly after the codec, as in "x264-GRP" but not "x264 AAC-GRP".</summary>
    private static string? GroupOf(string name, string codec, string group) => name.EndsWith($"{codec}-{group}", StringComparison.Ordinal) ? group : null;

    private SampleRelease Quality() => new("")
    {
        Resolution = Pick(Resolutions).Value,
        Source = Pick(Sources).Value,
        Codec = Pick(Codecs).Value,
        Group = Pick(Groups),
    };

    private static (string Resolution, string Source, string Codec, string Group) Texts(SampleRelease release) => (
        Resolutions.First(pair => pair.Value == release.Resolution).Text,
        Sources.First(pair => pair.Value == release.Source).Text,
        Codecs.First(pair => pair.Value == release.Codec).Text,
        release.Group!);

    /// <summary>The title by scene rules: dots for spaces, no punctuation.</summary>
    private static string Dotted(string title)
    {
        var kept = title.Replace("&", "and", StringComparison.Ordinal).Where(letter => letter is not ('\'' or '’' or ':' or ',' or '!' or '?' or '.' or '/'));
        return string.Join('.', string.Concat(kept).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word != "-"));
    }

    private T Pick<T>(T[] values) => values[random.Next(values.Length)];
}
