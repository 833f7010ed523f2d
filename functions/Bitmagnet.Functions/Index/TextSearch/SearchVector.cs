using System.Globalization;
using System.Text;

namespace Bitmagnet.Functions.Index.TextSearch;

/// <summary>Builds a tsvector literal as bitmagnet does (bitmagnet contract §5 Adding text).</summary>
public sealed class SearchVector
{
    /// <summary>PostgreSQL rejects longer lexemes, in bytes.</summary>
    private const int MaxLexemeBytes = 2046;

    /// <summary>
    /// SQL for the vector of a torrent_contents row that gets content <c>c</c> and had none (<c>t</c>). PostgreSQL's <c>||</c> moves the right
    /// side by the left side's highest position, bitmagnet by one more; the filler lexeme, which no text can produce, makes up for it.
    /// </summary>
    public const string CombineSql =
        "CASE WHEN c.tsv IS NULL OR c.tsv = ''::tsvector THEN t.tsv ELSE ts_delete((c.tsv || $$' ':1$$::tsvector) || t.tsv, ' ') END";

    private readonly SortedDictionary<string, List<(int Position, char Weight)>> lexemes = new(StringComparer.Ordinal);
    private int last;

    /// <summary>content.tsv of a content.</summary>
    public static SearchVector Of(Content content)
    {
        var vector = new SearchVector().Add(content.Title, 'A');
        if (content.OriginalTitle is { } original && original != content.Title)
        {
            vector.Add(original, 'A');
        }

        if (content.ReleaseYear is { } year)
        {
            vector.Add(year.ToString(CultureInfo.InvariantCulture), 'B');
        }

        foreach (var genre in content.Collections.Where(collection => collection.Type == "genre"))
        {
            vector.Add(genre.Name, 'D');
        }

        foreach (var id in content.Attributes.Where(attribute => attribute.Key == "id"))
        {
            vector.Add(id.Value, 'D');
        }

        return vector;
    }

    /// <summary>torrent_contents.tsv of a torrent without content, with the columns' values as stored.</summary>
    public static SearchVector Of(
        string? resolution, string? source, string? codec, string? threeD, string? modifier, string? group, InfoHash infoHash, string name, IEnumerable<string> paths)
    {
        var vector = new SearchVector();
        foreach (var text in new[] { resolution?.TrimStart('V'), source, codec, threeD is null ? null : "3D", modifier, group })
        {
            vector.Add(text ?? "", 'C');
        }

        vector.Add(infoHash.Hex, 'A').Add(name, 'A');
        foreach (var text in FileStrings.Of(paths))
        {
            vector.Add(text, 'D');
        }

        return vector;
    }

    /// <summary>Adds a text's words: the first one place after a gap of one, the rest in sequence. A text without words changes nothing.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="weight">A, B, C or D.</param>
    public SearchVector Add(string text, char weight)
    {
        var position = last == 0 ? 1 : last + 2;
        foreach (var token in Tokenizer.Tokenize(text))
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
                literal.Append(separator).Append(position.ToString(CultureInfo.InvariantCulture));
                if (weight != 'D')
                {
                    literal.Append(weight);
                }

                separator = ',';
            }
        }

        return literal.ToString();
    }
}
