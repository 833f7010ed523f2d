namespace Bitmagnet.Functions.Releases;

/// <summary>Reads the languages named after a title.</summary>
internal static class LanguageReader
{
    /// <summary>The languages in order of appearance.</summary>
    public static IReadOnlyList<string> Read(TokenizedName name, int from, bool isSeries)
    {
        List<string>? found = null;
        for (var i = from; i < name.Count; i++)
        {
            var code = LanguageWords.Of(name.Word(i), name.Written(i));
            if (code is not null && (!isSeries || i == from || IsAmongNoise(name, i)) && found?.Contains(code) != true)
            {
                (found ??= []).Add(code);
            }
        }

        return found ?? (IReadOnlyList<string>)[];
    }

    /// <summary>Whether a word means several languages: "multi", "dual".</summary>
    public static bool IsMulti(TokenizedName name, int from) => name.Any(
        from, name.Count, static (name, i) => name.Word(i) is "multi" or "dual" or "dualaudio" or "multilang" or "multilanguage");

    /// <summary>
    /// Whether technical words surround a language's name. Without them it may belong to an episode's title ("The French Connection").
    /// </summary>
    private static bool IsAmongNoise(TokenizedName name, int index) =>
        index + 1 >= name.Count || name.Mark(index + 1) != Mark.Word || name.Mark(index - 1) != Mark.Word
        || name.Tokens[index].Group != 0;
}
