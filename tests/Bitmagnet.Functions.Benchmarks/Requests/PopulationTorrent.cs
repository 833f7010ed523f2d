using Bitmagnet.Sandbox.Catalogue;

namespace Bitmagnet.Functions.Benchmarks.Requests;

/// <summary>A torrent of a population.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its title.</param>
/// <param name="IsKnown">Whether TMDB has the title.</param>
internal sealed record PopulationTorrent(string Name, CatalogueTitle Title, bool IsKnown);
