using System.Collections.Frozen;

namespace Bitmagnet.Functions.Matching;

/// <summary>Words that titles spell in several ways. All are folded.</summary>
internal static class TitleVocabulary
{
    /// <summary>Articles that may be missing at the start, or moved to the end after a comma.</summary>
    public static readonly FrozenSet<string> Articles = Set(
        "the a an der die das ein eine le la les un une el los las il lo gli i o os as um uma una uno de het een den det");

    /// <summary>"and" in several languages.</summary>
    public static readonly FrozenSet<string> Connectives = Set("and und et y e n и");

    /// <summary>Country names that distinguish versions of a series, with their ISO 3166-1 codes.</summary>
    public static readonly FrozenDictionary<string, string> Countries = Pairs("us US usa US uk GB gb GB au AU nz NZ ca CA");

    /// <summary>Words that only introduce a number.</summary>
    public static readonly FrozenSet<string> NumberLabels = Set(
        "part pt vol volume chapter episode no number teil kapitel partie parte tome tom czesc часть глава том");

    /// <summary>Number words, recognised anywhere.</summary>
    public static readonly FrozenDictionary<string, string> NumberWords = Pairs(
        "two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13");

    /// <summary>Number words that are too common elsewhere, recognised only after a label.</summary>
    public static readonly FrozenDictionary<string, string> LabelledNumberWords = Pairs(
        "one 1 first 1 i 1 v 5 x 10 eins 1 zwei 2 drei 3 un 1 deux 2 trois 3 uno 1 dos 2 due 2 tres 3 tre 3");

    /// <summary>Roman numerals of two letters or more, recognised anywhere but at the start.</summary>
    public static readonly FrozenDictionary<string, string> RomanNumerals = Pairs(
        "ii 2 iii 3 iv 4 vi 6 vii 7 viii 8 ix 9 xi 11 xii 12 xiii 13 xiv 14 xv 15 xvi 16 xvii 17 xviii 18 xix 19 xx 20");

    /// <summary>Roman numerals of one letter: only at the end of a title or of the part before its subtitle.</summary>
    public static readonly FrozenDictionary<string, string> FinalRomanNumerals = Pairs("i 1 v 5 x 10");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Pairs(string words) => words.Split(' ').Chunk(2)
        .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
