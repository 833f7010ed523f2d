using System.Collections.Frozen;

namespace Bitmagnet.Functions.Releases;

/// <summary>Words for season, episode and whole series, by language.</summary>
internal static class EpisodeWords
{
    private static readonly WordSet Seasons = new("""
        season seasons seas saison saisons staffel staffeln temporada temporadas temp stagione stagioni sezon sezony sezonul
        сезон сезоны сезона сезонов シーズン 시즌 الموسم موسم الجزء ج seizoen säsong sæson sesong kausi évad série sezona sezóna
        """);

    private static readonly WordSet Episodes = new("""
        episode episodes ep eps episódio episódios episodio episodios episodi puntata puntate épisode épisodes folge folgen capitulo capitulos capítulo capítulos cap
        серия серии серий эпизод эпизоды выпуск выпуски odcinek odcinki odc bölüm bolum الحلقة حلقة ح エピソード epizoda díl aflevering avsnitt jakso rész
        """);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Ordinals =
        new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["first"] = 1,
            ["second"] = 2,
            ["third"] = 3,
            ["fourth"] = 4,
            ["fifth"] = 5,
            ["sixth"] = 6,
            ["seventh"] = 7,
            ["eighth"] = 8,
            ["primera"] = 1,
            ["segunda"] = 2,
            ["tercera"] = 3,
            ["cuarta"] = 4,
            ["quinta"] = 5,
            ["primeira"] = 1,
            ["terceira"] = 3,
            ["quarta"] = 4,
            ["первый"] = 1,
            ["второй"] = 2,
            ["третий"] = 3,
            ["четвертый"] = 4,
            ["пятый"] = 5,
            ["erste"] = 1,
            ["zweite"] = 2,
            ["dritte"] = 3,
            ["vierte"] = 4,
            ["prima"] = 1,
            ["seconda"] = 2,
            ["terza"] = 3,
            ["première"] = 1,
            ["deuxième"] = 2,
            ["الأول"] = 1,
            ["الاول"] = 1,
            ["الثاني"] = 2,
            ["الثالث"] = 3,
            ["الرابع"] = 4,
            ["الخامس"] = 5,
            ["السادس"] = 6,
            ["one"] = 1,
            ["two"] = 2,
            ["three"] = 3,
            ["four"] = 4,
            ["five"] = 5,
            ["six"] = 6,
            ["seven"] = 7,
            ["eight"] = 8,
            ["nine"] = 9,
            ["ten"] = 10,
            ["i"] = 1,
            ["ii"] = 2,
            ["iii"] = 3,
            ["iv"] = 4,
            ["v"] = 5,
            ["vi"] = 6,
            ["vii"] = 7,
            ["viii"] = 8,
            ["ix"] = 9,
            ["x"] = 10,
        }.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Words between the first and the last number of a range.</summary>
    public static readonly WordSet Ranges = new("to through thru bis al a à do по até ate hasta");

    /// <summary>Words between the numbers of a list.</summary>
    public static readonly WordSet Lists = new("and und et y e и");

    private static readonly WordSet Cardinals = new("one two three four five six seven eight nine ten i ii iii iv v vi vii viii ix x");

    private static readonly WordSet Series =
        new("series serie série miniseries miniserie minisérie сериал serial dizi dizisi");

    private static readonly WordSet Whole =
        new("complete completa completo complète intégrale integrale komplett komplette full entire полный tv mini limited");

    /// <summary>Whether the word means season.</summary>
    public static bool IsSeason(ReadOnlySpan<char> word) => Seasons.Contains(word);

    /// <summary>Whether the word means episode.</summary>
    public static bool IsEpisode(ReadOnlySpan<char> word) => Episodes.Contains(word);

    /// <summary>Whether the word means series.</summary>
    public static bool IsSeries(ReadOnlySpan<char> word) => Series.Contains(word);

    /// <summary>Whether the word, beside "series", says that the name is of a series.</summary>
    public static bool IsWhole(ReadOnlySpan<char> word) => Whole.Contains(word);

    /// <summary>Whether the word is a number word or a roman numeral, which a title may end in, and no ordinal.</summary>
    public static bool IsCardinal(ReadOnlySpan<char> word) => Cardinals.Contains(word);

    /// <summary>The number that an ordinal, number word or roman numeral names; -1 for others.</summary>
    public static int Ordinal(ReadOnlySpan<char> word)
    {
        if (Ordinals.TryGetValue(word, out var value))
        {
            return value;
        }

        var digits = Digits.Leading(word);
        return digits is 1 or 2 && word[digits..] is "st" or "nd" or "rd" or "th" or "ª" or "º" or "a" or "o" or "e" or "er" or "ère" or "ème" or "eme"
                or "й" or "ой" or "ый" or "ий" or "я"
            ? (digits == 1 ? 0 : (word[0] - '0') * 10) + (word[digits - 1] - '0')
            : -1;
    }
}
