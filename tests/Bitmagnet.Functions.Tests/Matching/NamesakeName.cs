namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>A labelled name of a title that several share.</summary>
/// <param name="Name">The release name.</param>
/// <param name="IsTv">It is of a series.</param>
/// <param name="Seen">When the torrent was first seen; null where not known.</param>
/// <param name="Expected">The id that it means; null where nobody can tell.</param>
/// <param name="Evidence">What tells.</param>
internal sealed record NamesakeName(string Name, bool IsTv, DateOnly? Seen, int? Expected, string Evidence);
