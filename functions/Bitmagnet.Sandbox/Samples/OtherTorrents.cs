namespace Bitmagnet.Sandbox.Samples;

/// <summary>Makes up titles that the catalogue does not have, and torrents of other types, with files by which bitmagnet tells the type.</summary>
internal sealed class OtherTorrents(Random random)
{
    private static readonly string[] First = ["Quarrying", "Lanternless", "Vexillology", "Umbral", "Saltmarsh", "Ferrous", "Obsidian", "Hollowed", "Thistledown", "Marbled", "Cindergate", "Wexley"];
    private static readonly string[] Second = ["Harbourmaster", "Orchardists", "Cartography", "Bellwether", "Foxgloves", "Tollhouse", "Observatory", "Ropewalkers", "Kestrels", "Quartermaster", "Almanac", "Millwrights"];
    private static readonly string[] Third = ["", "", " Unbound", " of Drummore", " in Winter", " Reversed", " at Low Tide"];

    // The default workflow guesses only these types, from file sizes by extension and from words of the name (bitmagnet contract §3 step
    // 2). A torrent of archives or pictures stays without a type.
    private static readonly OtherKind[] Kinds =
    [
        new("music", "{0} Quartet - {1} ({2}) [FLAC]", "{0:00} - {1}.flac", 6, 14, 20_000_000, 60_000_000, ["cover.jpg", "{0}.cue"]),
        new("music", "VA - Best of {1} {2} MP3 320kbps", "{0:00} {1}.mp3", 12, 24, 6_000_000, 15_000_000, []),
        new("ebook", "{0} {1} - A. Writer.epub", null, 1, 1, 400_000, 9_000_000, []),
        new("ebook", "{0} {1} Collection", "{1} - Book {0}.pdf", 2, 8, 1_000_000, 40_000_000, ["read me.txt"]),
        new("audiobook", "{0} {1} - Unabridged Audiobook", "Chapter {0:00}.mp3", 8, 30, 10_000_000, 60_000_000, ["cover.jpg"]),
        new("comic", "{1} 01{2} (digital).cbz", null, 1, 1, 20_000_000, 120_000_000, []),
        new("software", "{0}Soft Pro {2} x64 Multilingual", "part {0}/setup-{0}.exe", 1, 2, 40_000_000, 900_000_000, ["readme.txt"]),
        new("software", "{0}.{1}-CODEX", "codex-{0}.iso", 1, 1, 900_000_000, 1_900_000_000, ["codex.nfo"]),
        new(null, "{0}_{1}_archive", "{1}.part{0:00}.rar", 4, 12, 50_000_000, 100_000_000, []),
        new(null, "IMG {2} {1}", "IMG_{0:0000}.jpg", 10, 40, 1_000_000, 6_000_000, []),
    ];

    /// <summary>A title that is in no catalogue.</summary>
    public string Title() => $"{Pick(First)} {Pick(Second)}{Pick(Third)}";

    /// <summary>A torrent of another type, or of none, with its files; none for a torrent that is a single file.</summary>
    public (string? Type, string Name, IReadOnlyList<(string Path, long Size)> Files, long Size) Any()
    {
        var kind = Pick(Kinds);
        var second = Pick(Second);
        var name = Format(kind.Name, Pick(First), second, 1980 + random.Next(45));
        if (kind.File is null)
        {
            return (kind.Type, name, [], Size(kind));
        }

        var count = random.Next(kind.Fewest, kind.Most + 1);
        (string Path, long Size)[] files =
        [
            .. Enumerable.Range(1, count).Select(number => (Format(kind.File, number, second), Size(kind))),
            .. kind.Beside.Select(file => (Format(file, second), 2_000L + random.Next(200_000))),
        ];
        return (kind.Type, name, files, files.Sum(file => file.Size));
    }

    private long Size(OtherKind kind) => random.NextInt64(kind.Smallest, kind.Largest);

    private static string Format(string pattern, params object[] values) => string.Format(CultureInfo.InvariantCulture, pattern, values);

    private T Pick<T>(T[] values) => values[random.Next(values.Length)];

    /// <summary>
    /// The pattern of a name, of two words and a year, and of a file's path, of its number and a word (null: a single file); the least and
    /// the greatest number of files, the least size in bytes and its upper bound; small additional files, made of a word.
    /// </summary>
    private sealed record OtherKind(string? Type, string Name, string? File, int Fewest, int Most, long Smallest, long Largest, string[] Beside);
}
