namespace Bitmagnet.Functions.Tmdb;

/// <summary>How long an answer is believed. Pure.</summary>
internal static class TmdbLifetimes
{
    /// <summary>Titles of so many years back may still appear on TMDB any day.</summary>
    private const int RecentYears = 2;

    /// <summary>The life of details whose content is about to be stored in bitmagnet's database, where it is found from then on.</summary>
    public static readonly TimeSpan UntilStored = TimeSpan.FromMinutes(20);

    /// <summary>The life of an answer.</summary>
    /// <param name="options">The lifetimes.</param>
    /// <param name="isFound">Whether the answer holds what was asked for.</param>
    /// <param name="year">The year asked for, where known.</param>
    /// <param name="thisYear">The calendar's.</param>
    /// <param name="jitter">0 to 1: shortens by up to a tenth, so that answers fetched together do not expire together.</param>
    public static TimeSpan Of(TmdbOptions options, bool isFound, int? year, int thisYear, double jitter)
    {
        var full = isFound ? options.CacheFound
            : IsRecent(year, thisYear) ? options.CacheNotFoundRecent
            : options.CacheNotFound;
        return full * (1 - (jitter / 10));
    }

    /// <summary>Whether a title of a year may still appear any day.</summary>
    public static bool IsRecent(int? year, int thisYear) => year >= thisYear - RecentYears;
}
