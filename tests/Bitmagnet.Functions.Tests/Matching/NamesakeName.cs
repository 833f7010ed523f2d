namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>A labelled name of a shared title.</summary>
/// <param name="Name">The release name.</param>
/// <param name="IsTv">Whether it is a series' name.</param>
/// <param name="Seen">When the torrent was first seen; null where not known.</param>
/// <param name="Expected">The id that it means; null if it cannot be told.</param>
/// <param name="Evidence">The deciding evidence.</param>
internal sealed record NamesakeName(string Name, bool IsTv, DateOnly? Seen, int? Expected, string Evidence);
