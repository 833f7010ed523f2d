namespace Bitmagnet.Functions.Matching;

/// <summary>
/// Folds letters to the plain ones that release names use: lower case, without diacritics, ligatures spelled out.
/// A table, because the application runs without ICU (InvariantGlobalization), where <see cref="string.Normalize()"/> does nothing.
/// </summary>
internal static class LetterFolding
{
    /// <summary>Lower-case letters of the Latin, Greek and Cyrillic blocks with a canonical or compatible decomposition to one base letter.</summary>
    private const string Accented =
        "àáâãäåçèéêëìíîïðñòóôõöøùúûüýÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĺļľłńņňŋōŏőŕŗřśŝşšţťŧũūŭůűųŵŷźżžſƀơưǎǐǒǔǖǘǚǜ" +
        "ǟǡǣǧǩǫǭǯǰǵǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȟȧȩȫȭȯȱȳʹͺΐάέήίΰϊϋόύώϐϑϒϓϔϕϖϰϱϲϵйѐёѓїќѝўḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿ" +
        "ṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẖẗẘẙẛạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹἀἁἂἃἄἅἆ" +
        "ἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὐὑὒὓὔὕὖὗὠὡὢὣὤὥὦὧὰάὲέὴήὶίὸόὺύὼώᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱᾲᾳᾴᾶᾷιῂῃῄῆῇῐῑῒΐ" +
        "ῖῗῠῡῢΰῤῥῦῧῲῳῴῶῷ";

    /// <summary>The base letters, in the order of <see cref="Accented"/>.</summary>
    private const string Plain =
        "aaaaaaceeeeiiiidnoooooouuuuyyaaaccccddeeeeegggghhiiiiijkllllnnnnooorrrsssstttuuuuuuwyzzzsbouaiouuuuu" +
        "aaægkooʒjgnaæøaaeeiioorruusthaeooooyʹ ιαεηιυιυουωβθΥΥΥφπκρςεиеегікиуabbbcdddddeeeeefghhhhhiikkkllllm" +
        "mmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzzhtwysaaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyyααααααα" +
        "αεεεεεεηηηηηηηηιιιιιιιιοοοοοουυυυυυυυωωωωωωωωααεεηηιιοουυωωααααααααηηηηηηηηωωωωωωωωαααααααιηηηηηιιιι" +
        "ιιυυυυρρυυωωωωω";

    private static readonly char[] Table = BuildTable();

    /// <summary>Appends the folded form of <paramref name="letter"/>: nothing for a combining accent, two letters for a ligature.</summary>
    public static void Append(StringBuilder target, char letter)
    {
        if (letter is >= '\uFF01' and <= '\uFF5E')
        {
            letter = (char)(letter - 0xFEE0); // full-width ASCII of Chinese and Japanese names
        }

        letter = char.ToLowerInvariant(letter);
        _ = letter switch
        {
            < '\u0080' => target.Append(letter),
            'ß' => target.Append("ss"),
            'æ' => target.Append("ae"),
            'œ' => target.Append("oe"),
            'þ' => target.Append("th"),
            (>= '\u0300' and <= '\u036F') or (>= '\u064B' and <= '\u065F') or '\u0670' or '\u0640' => target, // accents, Arabic vowel signs, tatweel
            _ => target.Append(letter < Table.Length ? Table[letter] : letter),
        };
    }

    private static char[] BuildTable()
    {
        var table = new char[0x2000];
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (char)i;
        }

        for (var i = 0; i < Accented.Length; i++)
        {
            table[Accented[i]] = Plain[i];
        }

        return table;
    }
}
