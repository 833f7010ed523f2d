namespace Bitmagnet.Sandbox.Catalogue;

/// <summary>A franchise.</summary>
/// <param name="Id">TMDB's id.</param>
/// <param name="Name">TMDB's name.</param>
public sealed record CatalogueCollection(int Id, string Name);
