using System.Globalization;
using System.Text;

namespace Bitmagnet.Sandbox.Samples;

/// <summary>Writes torrent_contents.tsv as a literal (bitmagnet contract §5), save that letters beyond ASCII are not transliterated.</summary>
internal sealed class SampleVector
{
    private readonly SortedDictionary<string, List<string>> entries = new(StringComparer.Ordinal);
    private int last;

    /// <summary>The vector of a torrent.</summary>
    public static string Of(SampleTorrent torrent)
    {
        var vector = new SampleVector();
        vector.Add(torrent.Release.Resolution?[1..], "C");
        vector.Add(torrent.Release.Source, "C");
        vector.Add(torrent.Release.Codec, "C");
        vector.Add(torrent.Release.Group, "C");
        vector.Add(Convert.ToHexStringLower(torrent.InfoHash), "A");
        vector.Add(torrent.Release.Name, "A");
        return vector.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', entries.Select(entry => $"'{entry.Key}':{string.Join(',', entry.Value)}"));

    private void Add(string? text, string weight)
    {
        if (text is null)
        {
            return;
        }

        var position = last == 0 ? 1 : last + 2;
        foreach (var token in Tokens(text))
        {
            if (!entries.TryGetValue(token, out var positions))
            {
                entries.Add(token, positions = []);
            }

            positions.Add(string.Create(CultureInfo.InvariantCulture, $"{position}{weight}"));
            last = position++;
        }
    }

    private static IEnumerable<string> Tokens(string text)
    {
        var token = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                token.Append(Rune.ToLowerInvariant(rune));
            }
            else if (token.Length > 0)
            {
                yield return token.ToString();
                token.Clear();
            }
        }

        if (token.Length > 0)
        {
            yield return token.ToString();
        }
    }
}
