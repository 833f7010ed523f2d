using System.IO.Compression;

namespace Bitmagnet.Functions.Index.TextSearch;

/// <summary>
/// bitmagnet's table from characters to ASCII: Text::Unidecode's, in pages of 256 by code point (bitmagnet contract §5, §10).
/// The resource transliteration.bin is written by generate.js, from data whose licence is kept beside it.
/// </summary>
public static class Transliteration
{
    private const byte NoEntry = 255;

    private static readonly string?[]?[] Pages = Load();

    /// <summary>The entry of a character: ASCII text, possibly empty or with outer spaces; null where the table has none.</summary>
    public static string? Find(Rune character) => character.Value > 0xFFFF ? null : Pages[character.Value >> 8]?[character.Value & 0xFF];

    private static string?[]?[] Load()
    {
        var name = $"{typeof(Transliteration).Namespace}.transliteration.bin";
        using var resource = typeof(Transliteration).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var table = new BinaryReader(new BufferedStream(new BrotliStream(resource, CompressionMode.Decompress)), Encoding.ASCII);
        var pages = new string?[]?[256];
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        Span<byte> page = stackalloc byte[1];
        Span<byte> buffer = stackalloc byte[NoEntry];
        while (table.BaseStream.Read(page) == 1)
        {
            var entries = pages[page[0]] = new string?[256];
            for (var low = 0; low < entries.Length; low++)
            {
                var length = table.BaseStream.ReadByte();
                if (length == NoEntry)
                {
                    continue;
                }

                table.BaseStream.ReadExactly(buffer[..length]);
                var text = Encoding.ASCII.GetString(buffer[..length]);
                texts.TryAdd(text, text);
                entries[low] = texts[text];
            }
        }

        return pages;
    }
}
