namespace Bitmagnet.Sandbox.Catalogue;

/// <summary>A season of a series.</summary>
/// <param name="Number">From 1; 0 holds the specials.</param>
/// <param name="Episodes">Number of episodes.</param>
/// <param name="Year">The year of its first broadcast.</param>
public sealed record CatalogueSeason(int Number, int Episodes, int Year);
