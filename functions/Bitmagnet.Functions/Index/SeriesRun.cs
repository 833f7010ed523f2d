namespace Bitmagnet.Functions.Index;

/// <summary>When and how long a series ran, as its details tell.</summary>
/// <param name="Seasons">By number, without specials; empty where TMDB does not know them.</param>
/// <param name="Last">The last air date; null where TMDB does not know it.</param>
public sealed record SeriesRun(IReadOnlyList<SeriesSeason> Seasons, DateOnly? Last)
{
    /// <summary>TMDB tells nothing: never evidence for or against.</summary>
    public static SeriesRun Unknown { get; } = new([], null);
}
