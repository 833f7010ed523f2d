using System.Globalization;

namespace Bitmagnet.Sandbox.Samples;

/// <summary>What is nobody's film: titles that the catalogue has not, and torrents of other types.</summary>
internal sealed class OtherTorrents(Random random)
{
    private static readonly string[] First = ["Quarrying", "Lanternless", "Vexillology", "Umbral", "Saltmarsh", "Ferrous", "Obsidian", "Hollowed", "Thistledown", "Marbled", "Cindergate", "Wexley"];
    private static readonly string[] Second = ["Harbourmaster", "Orchardists", "Cartography", "Bellwether", "Foxgloves", "Tollhouse", "Observatory", "Ropewalkers", "Kestrels", "Quartermaster", "Almanac", "Millwrights"];
    private static readonly string[] Third = ["", "", " Unbound", " of Drummore", " in Winter", " Reversed", " at Low Tide"];

    private static readonly (string? Type, string Pattern)[] Kinds =
    [
        ("music", "{0} Quartet - {1} ({2}) [FLAC]"), ("music", "VA - Best of {1} {2} MP3 320kbps"), ("ebook", "{0} {1} by A. Writer (epub)"),
        ("audiobook", "{0} {1} - Unabridged Audiobook"), ("comic", "{1} 01{2} (digital) (cbz)"), ("game", "{0}.{1}-CODEX"),
        ("software", "{0}Soft Pro {2} x64 Multilingual"), (null, "{0}_{1}_archive_part"), (null, "IMG {2} {1}"),
    ];

    /// <summary>A title that no catalogue has.</summary>
    public string Title() => $"{Pick(First)} {Pick(Second)}{Pick(Third)}";

    /// <summary>A torrent of another type, or of none.</summary>
    public (string? Type, string Name) Any()
    {
        var (type, pattern) = Pick(Kinds);
        return (type, string.Format(CultureInfo.InvariantCulture, pattern, Pick(First), Pick(Second), 1980 + random.Next(45)));
    }

    private T Pick<T>(T[] values) => values[random.Next(values.Length)];
}
