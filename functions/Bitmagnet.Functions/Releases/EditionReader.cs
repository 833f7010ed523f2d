namespace Bitmagnet.Functions.Releases;

/// <summary>Recognises edition phrases: Director's Cut, Extended Edition, 40th Anniversary, Unrated, Remastered.</summary>
internal static class EditionReader
{
    private static readonly WordSet Alone = new(
        "3d extended unrated uncut remastered remaster theatrical imax criterion uncensored despecialized rerelease langfassung "
        + "ungeschnitten расширенная режиссёрская режиссерская 4kremastered redux restored 导演剪辑版 加长版 sinlarga uncutted kinofassung");

    private static readonly WordSet Heads = new(
        "cut edition version remaster anniversary edit collection versie fassung versión версия edición edizione edycja schnitt montage wersja versão longue reżyserska rozszerzona restaurata estesa extendida");

    private static readonly WordSet Modifiers = new(
        "director's directors director extended theatrical special ultimate final unrated uncut collector's collectors limited anniversary "
        + "criterion imax international remastered rogue assembly deluxe definitive complete restored original fan alternate signature "
        + "snyder snyders snyder's donner black white and chrome european richard schumacher roadshow premium diamond platinum uncensored us 4k режиссерская режиссёрская расширенная extendida especial del director ungekürzte ungekuerzte erweiterte neue version versión versione wersja versão edizione");

    /// <summary>Whether an edition phrase starts at a word.</summary>
    public static bool IsAt(TokenizedName name, int index)
    {
        if (Alone.Contains(name.Word(index)))
        {
            return true;
        }

        index = name.Word(index) is "the" ? index + 1 : index;
        for (var i = index; i < index + 3 && IsModifier(name.Word(i)); i++)
        {
            if (Heads.Contains(name.Word(i + 1)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The end of a title once trailing edition phrases are cut. Keeps a phrase that is the whole title, or all but an article.
    /// </summary>
    public static int TrimEnd(TokenizedName name, int start, int end)
    {
        while (end > start)
        {
            var trimmed = end;
            if (Alone.Contains(name.Word(end - 1)))
            {
                trimmed = end - 1;
                trimmed -= name.Word(end - 1) is "remaster" or "remastered" && name.Word(trimmed - 1) is "hd" or "4k" && HasTitle(name, start, trimmed - 1) ? 1 : 0;
            }
            else if (Heads.Contains(name.Word(end - 1)))
            {
                var at = end - 1;
                while (at > start && at > end - 5 && IsModifier(name.Word(at - 1)))
                {
                    at--;
                }

                trimmed = at < end - 1 ? at : end;
            }

            if (trimmed == end || !HasTitle(name, start, trimmed))
            {
                return end;
            }

            end = trimmed > start + 1 && name.Word(trimmed - 1) is "the" ? trimmed - 1 : trimmed;
        }

        return end;
    }

    /// <summary>Whether the words hold more than an article.</summary>
    public static bool HasTitle(TokenizedName name, int start, int end) =>
        end > start + 1 || (end == start + 1 && name.Word(start) is not ("the" or "a" or "an" or "le" or "la" or "el" or "der" or "die" or "das"));

    private static bool IsModifier(ReadOnlySpan<char> word) => Modifiers.Contains(word)
        || (word.Length > 2 && char.IsAsciiDigit(word[0]) && word[^2..] is "th" or "st" or "nd" or "rd");
}
