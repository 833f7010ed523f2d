namespace Bitmagnet.Functions.Index.TextSearch;

/// <summary>Builds a tsvector literal as bitmagnet does (bitmagnet contract §5 Adding text).</summary>
public sealed class SearchVector
{
    /// <summary>PostgreSQL rejects longer lexemes, in bytes.</summary>
    internal const int MaxLexemeBytes = 2046;

    /// <summary>
    /// SQL for the vector of a torrent_contents row that gets content <c>c</c> and had none (<c>t</c>). PostgreSQL's <c>||</c> moves the right
    /// side by the left side's highest position, bitmagnet by one more; the filler lexeme, which no text can produce, makes up for it.
    /// </summary>
    public const string CombineSql =
        "CASE WHEN c.tsv IS NULL OR c.tsv = ''::tsvector THEN t.tsv ELSE ts_delete((c.tsv || $$' ':1$$::tsvector) || t.tsv, ' ') END";

    private readonly SortedDictionary<string, List<(int Position, char Weight)>> lexemes = new(StringComparer.Ordinal);
    private int last;

    /// <summary>content.tsv of a content.</summary>
    public static SearchVector Of(Content content) => new SearchVector()
        .Add(content.Title, 'A')
        .Add(content.OriginalTitle == content.Title ? null : content.OriginalTitle, 'A')
        .Add(content.ReleaseYear?.ToString(CultureInfo.InvariantCulture), 'B')
        .AddAll(content.Collections.Where(collection => collection.Type == "genre").Select(collection => collection.Name), 'D')
        .AddAll(content.Attributes.Where(attribute => attribute.Key == "id").Select(attribute => attribute.Value), 'D');

    /// <summary>torrent_contents.tsv of a torrent without content, with the columns' values as stored.</summary>
    public static SearchVector Of(
        string? resolution, string? source, string? codec, string? threeD, string? modifier, string? group, InfoHash infoHash, string name,
        IEnumerable<string> paths) =>
        new SearchVector()
            .AddAll([resolution?.TrimStart('V'), source, codec, threeD is null ? null : "3D", modifier, group], 'C')
            .Add(infoHash.Hex, 'A')
            .Add(name, 'A')
            .AddAll(FileStrings.Of(paths), 'D');

    /// <summary>
    /// Adds a text's words with a weight of A to D: the first one place after a gap of one, the rest in sequence. A text without words
    /// changes nothing.
    /// </summary>
    public SearchVector Add(string? text, char weight)
    {
        var position = last == 0 ? 1 : last + 2;
        foreach (var token in Tokenizer.Tokenize(text ?? ""))
        {
            last = position;
            if (Encoding.UTF8.GetByteCount(token) <= MaxLexemeBytes)
            {
                if (!lexemes.TryGetValue(token, out var places))
                {
                    lexemes[token] = places = [];
                }

                places.Add((position, weight));
            }

            position++;
        }

        return this;
    }

    private SearchVector AddAll(IEnumerable<string?> texts, char weight) =>
        texts.Aggregate(this, (vector, text) => vector.Add(text, weight));

    /// <summary>The literal, for <c>::tsvector</c>; PostgreSQL applies its own limits to positions.</summary>
    public override string ToString()
    {
        var literal = new StringBuilder();
        foreach (var (lexeme, places) in lexemes)
        {
            literal.Append(literal.Length == 0 ? "'" : " '").Append(lexeme.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
            var separator = ':';
            foreach (var (position, weight) in places)
            {
                literal.Append(CultureInfo.InvariantCulture, $"{separator}{position}").Append(weight, weight == 'D' ? 0 : 1);
                separator = ',';
            }
        }

        return literal.ToString();
    }
}
