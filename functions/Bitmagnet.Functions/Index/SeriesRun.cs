namespace Bitmagnet.Functions.Index;

/// <summary>When and how long a series ran, as its details tell.</summary>
/// <param name="Seasons">By number, without specials; empty where TMDB does not know them.</param>
/// <param name="Last">The last air date; null where TMDB does not know it.</param>
public sealed record SeriesRun(IReadOnlyList<SeriesSeason> Seasons, DateOnly? Last)
{
    /// <summary>TMDB tells nothing: never evidence for or against.</summary>
    public static SeriesRun Unknown { get; } = new([], null);
}

/// <summary>A season of a series, from number 1, with its count of episodes (0: not known) and first air date (null: not known).</summary>
public sealed record SeriesSeason(int Number, int Episodes, DateOnly? Date);
