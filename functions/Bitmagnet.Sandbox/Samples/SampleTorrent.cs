using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Sandbox.Samples;

/// <summary>A torrent as bitmagnet's classifier stores it without TMDB.</summary>
/// <param name="InfoHash">20 bytes.</param>
/// <param name="Release">The name, and the parts that bitmagnet reads from it.</param>
/// <param name="ContentType">bitmagnet's content type; null if it finds none.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Files">Paths and sizes; empty for a torrent of one file.</param>
/// <param name="Seeders">Seeders at its only source, the DHT.</param>
/// <param name="Leechers">Leechers at its only source, the DHT.</param>
/// <param name="CreatedAt">When it was found.</param>
/// <param name="Title">The catalogue's film or series; null if it has none.</param>
public sealed record SampleTorrent(
    byte[] InfoHash,
    SampleRelease Release,
    string? ContentType,
    long Size,
    IReadOnlyList<(string Path, long Size)> Files,
    int Seeders,
    int Leechers,
    DateTimeOffset CreatedAt,
    CatalogueTitle? Title);
