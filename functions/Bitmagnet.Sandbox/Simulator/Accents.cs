using System.Collections.Frozen;

namespace Bitmagnet.Sandbox.Simulator;

/// <summary>Takes accents off letters, as TMDB's search does. A table, since without ICU (InvariantGlobalization) <see cref="string.Normalize()"/> does nothing.</summary>
internal static class Accents
{
    /// <summary>A plain letter, then its accented forms.</summary>
    private static readonly FrozenDictionary<Rune, Rune> Plain = """
        aàáâãäåāăąǎạảấầẩẫậắằẳẵặ cçćĉċč dď eèéêëēĕėęěẹẻẽếềểễệ gĝğġģ hĥ iìíîïĩīĭįǐỉị jĵ kķ lĺļľ nñńņň
        oòóôõöōŏőǒọỏốồổỗộớờởỡợ rŕŗř sśŝşš tţť uùúûüũūŭůűųǔǖǘǚǜụủứừửữự wŵ yýÿŷỳỵỷỹ zźżž
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(group => group.EnumerateRunes().Skip(1).Select(accented => KeyValuePair.Create(accented, (Rune)group[0])))
        .ToFrozenDictionary();

    /// <summary>The letter in lower case, without an accent.</summary>
    public static Rune Fold(Rune letter)
    {
        var lower = Rune.ToLowerInvariant(letter);
        return Plain.GetValueOrDefault(lower, lower);
    }
}
