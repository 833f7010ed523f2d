using System.Collections.Frozen;

namespace Bitmagnet.Functions.Releases;

/// <summary>Words for season, episode and whole series, by language.</summary>
internal static class EpisodeWords
{
    private static readonly WordSet Seasons = new("""
        season seasons saison saisons staffel staffeln temporada temporadas temp stagione stagioni sezon sezony sezonul
        сезон сезоны сезона сезонов シーズン 시즌 الموسم موسم الجزء ج seizoen säsong sæson sesong kausi évad série sezona sezóna
        """);

    private static readonly WordSet Episodes = new("""
        episode episodes ep eps episódio episódios episodio episodios episodi puntata puntate épisode épisodes folge folgen capitulo capitulos capítulo capítulos cap
        серия серии серий эпизод эпизоды выпуск выпуски seria seriya serya serii seriia serija seriy odcinek odcinki odc bölüm bolum الحلقة حلقة ح エピソード epizoda díl aflevering afl avsnitt jakso rész
        """);

    /// <summary>A number, then the words for it.</summary>
    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Ordinals = Numbers(
        "1 first primera primeira первый erste prima première الأول الاول one i un eins uno",
        "2 second segunda второй zweite seconda deuxième الثاني two ii deux zwei dos due dois",
        "3 third tercera terceira третий dritte terza الثالث three iii trois drei tres tre",
        "4 fourth cuarta quarta четвертый vierte الرابع four iv quatre vier cuatro quattro quatro",
        "5 fifth quinta пятый الخامس five v cinq fünf cinco cinque",
        "6 sixth السادس six vi sechs seis sei",
        "7 seventh seven vii sept sieben siete sette sete",
        "8 eighth eight viii huit acht ocho otto oito",
        "9 nine ix neuf neun nueve nove",
        "10 ten x dix zehn diez dieci");

    /// <summary>Words between the first and the last number of a range.</summary>
    public static readonly WordSet Ranges = new("to through thru bis al ao a à do по até ate hasta");

    /// <summary>Range words that hardly ever occur in an episode's title; "a" does ("S02E03 A 12 Hour Storm").</summary>
    public static readonly WordSet SureRanges = new("to thru through bis");

    /// <summary>Words between the numbers of a list.</summary>
    public static readonly WordSet Lists = new("and und et y e и");

    private static readonly WordSet Cardinals = new("""
        one two three four five six seven eight nine ten i ii iii iv v vi vii viii ix x
        un deux trois quatre cinq sept huit neuf dix eins zwei drei vier fünf sechs sieben acht neun zehn
        uno dos tres cuatro cinco seis siete ocho nueve diez due tre quattro cinque sei sette otto nove dieci um dois quatro sete oito dez
        """);

    private static readonly WordSet Series =
        new("series serie série miniseries miniserie minisérie сериал serial dizi dizisi");

    private static readonly WordSet Whole =
        new("complete completa completo complète intégrale integrale komplett komplette full entire полный tv mini limited");

    public static bool IsSeason(ReadOnlySpan<char> word) => Seasons.Contains(word);

    public static bool IsEpisode(ReadOnlySpan<char> word) => Episodes.Contains(word);

    public static bool IsSeries(ReadOnlySpan<char> word) => Series.Contains(word);

    /// <summary>Whether the word next to "series" marks a name as a series' name.</summary>
    public static bool IsWhole(ReadOnlySpan<char> word) => Whole.Contains(word);

    /// <summary>Whether the word is a number word or a roman numeral, which a title may end in; ordinals are not.</summary>
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

    private static FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Numbers(params string[] lines) => lines
        .Select(static line => line.Split(' '))
        .SelectMany(static parts => parts.Skip(1).Select(word => KeyValuePair.Create(word, int.Parse(parts[0], CultureInfo.InvariantCulture))))
        .ToFrozenDictionary(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();
}
