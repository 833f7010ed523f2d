using System.Collections.Frozen;

namespace Bitmagnet.Functions.Releases;

/// <summary>Words that name a language, as the alpha-2 codes bitmagnet knows (bitmagnet contract §1).</summary>
internal static class LanguageWords
{
    /// <summary>Language names and codes that also occur in titles.</summary>
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Names = Table(
        "en english eng ingles inglés englisch anglais английский англ 영어",
        "fr french fre fra francais français francese französisch französ",
        "de german ger deu deutsch deutsche alemán",
        "es spanish spa esp espanol español castellano latino spagnolo",
        "pt portuguese por ptbr portugues português brazilian",
        "it italian ita italiano",
        "pl polish pol polski polskie",
        "ru russian rus русский рус",
        "uk ukrainian ukr українська укр",
        "ja japanese jpn jap jp japonais 日语 日語 日本語",
        "ko korean kor 韩语 韓語 한국어",
        "zh chinese chi zho chn mandarin cantonese 国语 國語 粤语 粵語 中文",
        "hi hindi hin", "ta tamil tam", "ml malayalam mal", "ar arabic ara عربي",
        "nl dutch nld flemish nederlands", "sv swedish swe svenska svensk", "da danish dan dansk", "no norwegian nor norsk", "fi finnish fin suomi",
        "cs czech cze ces cesky", "sk slovak slk", "hu hungarian hun magyar", "ro romanian ron", "bg bulgarian bul",
        "el greek ell gre", "tr turkish tur turkce türkçe", "he hebrew heb", "th thai tha", "vi vietnamese vie",
        "id indonesian ind", "ms malay", "fa persian farsi", "ca catalan cat catalán", "eu basque", "hr croatian hrv",
        "sr serbian srp", "sl slovenian slv", "et estonian est", "lv latvian lav", "lt lithuanian lit", "is icelandic",
        "ka georgian", "hy armenian", "be belarusian", "mk macedonian", "sa sanskrit", "bs bosnian", "af afrikaans", "cy welsh");

    /// <summary>Words for dubbing and subtitles that no title contains.</summary>
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Dubbings = Table(
        "en engdub engsub engsubs vose",
        "fr truefrench vostfr vff vfq vfi subfrench frdub",
        "de germandub dedub swissgerman",
        "es latino castellano espanol español vose spasub",
        "pt dublado dublada legendado nacional ptbr",
        "it itadub subita italiandub",
        "pl lektor dubbing plsub pldub plsubbed lektorpl dubpl napisypl napisy",
        "ru rusdub дубляж озвучка дублированный",
        "zh 国语 國語 粤语 粵語 国粤双语 中字 中英字幕 国英双语 简体 繁體 chs cht",
        "ja 日語 日语",
        "cs czdub", "hu hundub", "uk ukrdub", "hi hindidub");

    /// <summary>Two-letter codes that name a language when written in capitals after the title.</summary>
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Codes = Table(
        "en en", "fr fr vf", "es es", "pl pl", "ru ru", "nl nl", "cs cz", "pt pt br", "hu hu", "ja ja", "ko ko kr", "zh cn zh", "uk ua",
        "de de", "ro ro", "tr tr");

    /// <summary>Whether the word names a language; titles may contain it too.</summary>
    public static bool IsName(ReadOnlySpan<char> lower) => Names.ContainsKey(lower);

    /// <summary>Whether the word means dubbing or subtitles in one language.</summary>
    public static bool IsDubbing(ReadOnlySpan<char> lower) => Dubbings.ContainsKey(lower);

    /// <summary>The language of a word behind the title, or null.</summary>
    public static string? Of(ReadOnlySpan<char> lower, ReadOnlySpan<char> written)
    {
        if (Names.TryGetValue(lower, out var code) || Dubbings.TryGetValue(lower, out code))
        {
            return code;
        }

        if (written.Length == 2 && char.IsAsciiLetterUpper(written[0]) && char.IsAsciiLetterUpper(written[1])
            && Codes.TryGetValue(lower, out code))
        {
            return code;
        }

        // Chinese names write language and subtitles as one word: 国语中字.
        return written.Length > 2 && Tokenizer.Family(written[0]) == 2 && Dubbings.TryGetValue(lower[..2], out code) ? code : null;
    }

    private static FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Table(params string[] lines)
    {
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var parts = line.Split(' ');
            foreach (var word in parts.AsSpan(1))
            {
                words.TryAdd(word, parts[0]);
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
