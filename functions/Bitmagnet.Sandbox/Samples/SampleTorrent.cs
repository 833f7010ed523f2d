using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Sandbox.Samples;

/// <summary>
/// A torrent as bitmagnet's classifier stores it without TMDB: its 20 bytes, its content type (null if bitmagnet finds none), its size in
/// bytes, its files (none for a torrent of one file), the peers at its only source (the DHT), when it was found, and the catalogue's title
/// (null if it has none).
/// </summary>
public sealed record SampleTorrent(
    byte[] InfoHash, SampleRelease Release, string? ContentType, long Size, IReadOnlyList<(string Path, long Size)> Files,
    int Seeders, int Leechers, DateTimeOffset CreatedAt, CatalogueTitle? Title);
