using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Sandbox.Samples;

/// <summary>A torrent as it would stand in bitmagnet's database after its classifier ran without TMDB.</summary>
/// <param name="InfoHash">20 bytes.</param>
/// <param name="Release">The name, and what bitmagnet reads from it.</param>
/// <param name="ContentType">bitmagnet's content type; null where it finds none.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Files">Paths and sizes; empty for a torrent of one file.</param>
/// <param name="Seeders">Of its only source, the DHT.</param>
/// <param name="Leechers">Of its only source, the DHT.</param>
/// <param name="CreatedAt">When it was found.</param>
/// <param name="Title">The film or series that it is, if the catalogue has it.</param>
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
