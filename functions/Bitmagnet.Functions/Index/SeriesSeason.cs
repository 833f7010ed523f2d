namespace Bitmagnet.Functions.Index;

/// <summary>A season of a series.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Episodes">How many; 0 where not known.</param>
/// <param name="Date">First air date; null where not known.</param>
public sealed record SeriesSeason(int Number, int Episodes, DateOnly? Date);
