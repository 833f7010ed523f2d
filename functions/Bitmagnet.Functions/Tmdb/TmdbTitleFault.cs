using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// A look-up on which TMDB fails while it answers others. Torrents' names come from strangers, so such a title holds up nothing else.
/// </summary>
/// <param name="Cause">What TMDB said, in plain words, without secrets.</param>
/// <param name="Tries">How often it has failed.</param>
/// <param name="Until">The earliest time of the next request; null: the title has failed for good.</param>
public sealed record TmdbTitleFault(string Cause, int Tries, DateTimeOffset? Until)
{
    /// <summary>How long a fault is remembered after its last try. After that even a settled title is asked again.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromHours(2);

    private const double Jitter = 0.1;

    /// <summary>The waits after the first tries; the try after the last wait settles the fault.</summary>
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>The fault after one more try. Pure. A jitter of 0 to 1 lengthens the wait by up to a tenth.</summary>
    internal static TmdbTitleFault After(TmdbTitleFault? before, string cause, DateTimeOffset now, double jitter)
    {
        var tries = (before?.Tries ?? 0) + 1;
        return new TmdbTitleFault(cause, tries, tries <= Waits.Length ? now + (Waits[tries - 1] * (1 + (jitter * Jitter))) : null);
    }

    /// <summary>Whether the title may not be asked yet.</summary>
    internal bool IsWaiting(DateTimeOffset now) => Until is null || WrittenTime.IsAhead(Until, now, Waits[^1] * (1 + Jitter));
}
