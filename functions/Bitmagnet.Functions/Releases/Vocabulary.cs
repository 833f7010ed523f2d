namespace Bitmagnet.Functions.Releases;

/// <summary>The words of release names that are not part of a title: resolutions, sources, codecs, services, release words.</summary>
internal static class Vocabulary
{
    private static readonly WordSet Noise = new("""
        bluray bdrip brrip bdremux bdmv blurayrip webrip webdl webdlrip webdlremux webhd webcap webhdrip hdtv hdtvrip pdtv dsr dsrip satrip dvbrip tvrip iptvrip
        vhsrip vhs dvdrip dvdscr dvdscreener dvd5 dvd9 dvdr dvd dvdremux bd25 bd50 bd66 hddvd hdrip uhdrip microhd minihd hdlight
        4klight hdcam camrip hdts hdtc telesync telecine workprint predvd predvdrip prehd hqcam ppvrip vodrip vcdrip xvid divx
        remux hevc avc x264 x265 h264 h265 av1 vp9 mpeg2 mpeg4 hi10p hi10 10bit 8bit 12bit 10bits 8bits hdr hdr10 hdr10plus hdr10p dovi sdr hlg
        dolby atmos ac3d truehd dts dtshd dtsx dtshdma aac ac3 eac3 ddp ddp5 ddp2 ddp7 dd5 dd2 flac lpcm 2160p uhd 4k 8k
        amzn dsnp hmax atvp pcok pmtp crav aptv repack rerip readnfo nfofix dirfix hardsub hardsubs softsub softsubs subbed
        multisub multisubs multisubtitle esub esubs msub msubs webscr screener bdscr vostfr vost subs xvidhd ntsc yify yts rarbg
        dualaudio fansub chs gb big5 avi mkv mp4 halfsbs hsbs halfou hou sbs fullhd hq hdtvrip dvdfull fullbluray blurayremux
        cd1 cd2 cd3 cd4 brmux bdripmux brripmux bdmux webmux dvdmux dlmux dvdripmux webdlmux hfr bdfull webdl1080p ppv ultrahd tvhd dvb ddpa5 ddpa aac2 aac5 mp2 hdcamrip telesyncs dubbed webisode
        swesub swesubs swedub dksub dksubs dansub dansubs dandub norsub norsubs nordub finsub finsubs findub nlsub nlsubs nlsubbed nldub
        hebsub hebsubs korsub korsubs rosub rosubs grsub greeksubs arsub arabsub vietsub indosub czsub czsubs hunsub hunsubs
        """);

    private static readonly WordSet Soft = new("""
        web dl ml cam ts tc dv pal max nf hulu stan itunes it red sho ip hbo limited internal proper complete completa completo complet complète integrale intégrale integral
        komplett kompletny hd fhd sd hdr line real dc se multi dual audio sub dub rip int fs ws retail read opus hc r5 scr unrated extended
        uncut remastered remaster theatrical imax criterion redux restored repackaged multilang vo vf
        ita eng v2 v3 stv convert org clean hybrid dvdr batch colorized converted bdr esrgan upscaled upscale ai 3d 2d subtitles subtitle ost openmatte uncensored roadshow
        nordic om полный лицензия
        """);

    private static readonly WordSet Pack = new("""
        trilogy duology dilogy quadrilogy tetralogy pentalogy hexalogy heptalogy octalogy anthology collection filmography saga boxset
        trilogie trilogía trilogia trylogia triloji tetralogie tetralogía tetralogia dilogie dilogía dilogia collezione colección coleccion coleção colecao kolekcja filmografía filmografia filmographie
        quadrilogie quadrilogia cuadrilogía cuadrilogia pentalogie pentalogía hexalogie hexalogía heptalogie octalogie
        filmografie cofanetto sammlung antología antologia anthologie pack movies films filme
        трилогия дилогия тетралогия квадрология пенталогия гексалогия антология коллекция фильмография 合集 合辑 三部曲 系列合集 컬렉션
        """);

    private static readonly WordSet Foreign = new("""
        x64 x86 win64 win32 macos linux crack cracked keygen setup portable multilingual build patch fitgirl dodi codex skidrow plaza gog elamigos
        razor1911 reloaded windows mp3 320kbps 320 v0 discography ost lp ep single cdrip vinyl album epub pdf mobi azw3 audiobook unabridged
        ebook nsw ps4 ps5 xbox360 switch activator preactivated incl serial
        """);

    private static readonly WordSet VideoExtensions =
        new("mkv mp4 avi m4v mov wmv mpg mpeg ts m2ts vob iso flv webm divx ogm rmvb torrent srt sub ass idx nfo");

    private static readonly WordSet OtherExtensions =
        new("epub pdf mobi azw3 djvu cbr cbz mp3 flac m4a m4b ogg wav ape zip rar 7z exe msi dmg apk pkg deb nsp xci");

    /// <summary>What a word may mean.</summary>
    public static Mark Of(TokenizedName name, int index)
    {
        var word = name.Word(index);
        return Noise.Contains(word) || IsMeasure(word) || (word[0] == 't' && (IdReader.IsImdb(word) || IdReader.IsGlued(word))) ? Mark.Noise
            : LanguageWords.IsDubbing(word) ? Mark.Dubbing
            : IsNoisePair(word, name.Word(index + 1)) ? Mark.Noise
            : LanguageWords.IsName(word) ? Mark.Language
            : Soft.Contains(word) ? Mark.Soft
            : Pack.Contains(word) ? Mark.Pack
            : Foreign.Contains(word) ? Mark.Foreign
            : Mark.Word;
    }

    /// <summary>Whether the word is the extension of a video file (true), of another known file (false), or neither (null).</summary>
    public static bool? IsVideoExtension(ReadOnlySpan<char> word) =>
        VideoExtensions.Contains(word) ? true : OtherExtensions.Contains(word) ? false : null;

    /// <summary>Whether two words together are noise: Blu-ray, WEB-DL, H.264, DVD-Rip, dual audio, VO-ST.</summary>
    private static bool IsNoisePair(ReadOnlySpan<char> word, ReadOnlySpan<char> next) => word switch
    {
        "blu" => next is "ray",
        "web" => next is "dl" or "rip" or "dlrip" or "hd" || IsMeasure(next) || Noise.Contains(next),
        "h" or "x" => next is "264" or "265",
        "bd" => next is "rip" or "remux" || IsMeasure(next),
        "br" or "dvd" or "tv" or "hd" or "vhs" or "cam" => next is "rip" or "remux" or "ts",
        "dual" => next is "audio" or "dub" or "latino",
        "multi" => next is "audio" or "sub" or "subs" or "lang",
        "half" or "full" => next is "sbs" or "ou" or "hd" or "movie",
        "open" => next is "matte",
        "pt" => next is "br",
        "tmdb" or "tmdbid" or "tvdb" or "tvdbid" or "imdb" or "imdbid" => IdReader.IsLabel(word, next),
        _ => false,
    };

    /// <summary>Whether a word is a number with a technical unit: 1080p, 1920x1080, 60fps, 1.4GB, 6CH, DDP5, WEBRip1080.</summary>
    private static bool IsMeasure(ReadOnlySpan<char> word)
    {
        if (word.StartsWith("hd") || word.StartsWith("bd"))
        {
            word = word[2..];
        }

        var digits = Digits.Leading(word);
        if (digits == 0 || digits == word.Length)
        {
            return false;
        }

        var unit = word[digits..];
        return unit switch
        {
            "p" or "i" => digits is 3 or 4,
            "bit" or "bits" or "fps" or "kbps" or "mbps" or "kbit" or "ch" or "gb" or "mb" or "gib" or "mib" or "hz" or "khz" => digits <= 4,
            _ => unit[0] == 'p' && digits is 3 or 4 || unit[0] == 'x' && digits is 3 or 4 && unit.Length is 4 or 5 && Digits.Leading(unit[1..]) == unit.Length - 1,
        };
    }
}
