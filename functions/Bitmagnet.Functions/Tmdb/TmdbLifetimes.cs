namespace Bitmagnet.Functions.Tmdb;

/// <summary>How long an answer is believed. Pure.</summary>
internal static class TmdbLifetimes
{
    /// <summary>How many years old a title may be and still appear on TMDB any day.</summary>
    private const int RecentYears = 2;

    /// <summary>The lifetime of details whose content is about to be stored in bitmagnet's database and found there.</summary>
    public static readonly TimeSpan UntilStored = TimeSpan.FromMinutes(20);

    /// <summary>
    /// The lifetime of an answer, which holds the title or not; the year is the one asked for. A jitter of 0 to 1 shortens it by up to a
    /// tenth, so that answers fetched together do not expire together.
    /// </summary>
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
