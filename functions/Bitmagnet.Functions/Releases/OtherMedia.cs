namespace Bitmagnet.Functions.Releases;

/// <summary>Recognises names of anything but films and series, and codes.</summary>
internal static class OtherMedia
{
    private static readonly WordSet Extensions = new("gz tgz bz2 xz tar sql bak csv json xml log db sqlite doc docx xls xlsx ppt odt txt jpg jpeg png gif webp psd ttf otf");

    private static readonly WordSet Music = new("""
        discography discografia discographie дискография vinyl cdrip cdda 320kbps 256kbps 192kbps v0 24bit 16bit 24bits lossless flac mp3 alac ape
        soundtrack ost lp ep album bootleg demos remixes karaoke audiobook unabridged m4b
        """);

    /// <summary>Words for music that titles contain too: two of them are needed.</summary>
    private static readonly WordSet Hints = new("ep lp album ost soundtrack vinyl bootleg demos remixes karaoke unabridged lossless");

    private static readonly WordSet Sounds = new("flac aac ac3 eac3 mp2 mp3 lpcm dts dolby atmos truehd 10bit 8bit 24bit 16bit hi10");

    /// <summary>
    /// Whether a name is plainly of other media: its extension, known not to be a video's (isOtherFile) or found here, or its words for
    /// music say so, and no word for video contradicts.
    /// </summary>
    public static bool IsPlain(TokenizedName name, int start, bool isOtherFile)
    {
        var last = name.Count - 1;
        isOtherFile |= last > start && name.Gap(last) is "." && name.Tokens[last].End == name.Text.Length && Extensions.Contains(name.Word(last));
        int music = isOtherFile ? 2 : 0;
        for (var i = start; i < name.Count; i++)
        {
            var word = name.Word(i);
            if (IsVideo(name, i))
            {
                return false;
            }

            // One such word may belong to a title ("Vinyl", "EP"); "Super Deluxe Edition" occurs with albums alone.
            music += i > start && (Music.Contains(word) || word.EndsWith("khz") || word.EndsWith("kbps")) ? Hints.Contains(word) ? 1 : 2
                : word is "super" && name.Word(i + 1) is "deluxe" && name.Word(i + 2) is "edition" or "box" ? 2 : 0;
        }

        return music > 1;
    }

    /// <summary>Whether a name is an info hash, a checksum or a number.</summary>
    public static bool IsCode(TokenizedName name) =>
        name.Count == 1 && (name.Number(0) >= 10000 || (name.Word(0).Length is 8 or 16 or 32 or 40 or 64 && !name.Word(0).ContainsAnyExcept(Digits.Hexadecimal)
            && name.Word(0).ContainsAnyInRange('0', '9')));

    private static bool IsVideo(TokenizedName name, int index) => name.Mark(index) is Mark.Noise or Mark.Dubbing && !Sounds.Contains(name.Word(index))
        && !name.Word(index).EndsWith("khz") && !name.Word(index).EndsWith("kbps") && !name.Word(index).EndsWith("bit") && !name.Word(index).EndsWith("bits");
}
