namespace Bitmagnet.Functions.Index;

/// <summary>Which names have the words that a person typed: names have dots where people type spaces.</summary>
internal static class NameWords
{
    private const string Words = "lower(regexp_replace";
    private const string NoLetters = "'[^[:alnum:]]+', ' ', 'g')";

    /// <summary>SQL, true where the name of torrent <c>t</c> has the words of a parameter, one after the other.</summary>
    public static string Has(string parameter) => $"position({Words}({parameter}, {NoLetters}) IN {Words}(t.name, {NoLetters})) > 0";
}
