namespace Bitmagnet.Functions.Tmdb;

/// <summary>A look-up that fails while TMDB answers others: the title's own fault, which holds up nothing else. Names of torrents come from strangers.</summary>
/// <param name="Cause">What TMDB said, in plain words, without secrets.</param>
/// <param name="Tries">How often it failed so.</param>
/// <param name="Until">No request before; null: it is settled as failed.</param>
public sealed record TmdbTitleFault(string Cause, int Tries, DateTimeOffset? Until)
{
    /// <summary>The fault is remembered for so long after its last try. A settled one is asked anew after that.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromHours(2);

    /// <summary>The waits after the first tries; the try after the last of them settles it.</summary>
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    /// <summary>The fault after one more try. Pure.</summary>
    /// <param name="before">The fault so far; null at the first.</param>
    /// <param name="cause">What TMDB said now.</param>
    /// <param name="now">When.</param>
    /// <param name="jitter">0 to 1: makes the wait longer by up to a tenth.</param>
    internal static TmdbTitleFault After(TmdbTitleFault? before, string cause, DateTimeOffset now, double jitter)
    {
        var tries = (before?.Tries ?? 0) + 1;
        return new TmdbTitleFault(cause, tries, tries <= Waits.Length ? now + (Waits[tries - 1] * (1 + (jitter / 10))) : null);
    }

    /// <summary>Whether it may not be asked now.</summary>
    internal bool IsWaiting(DateTimeOffset now) => Until is not { } until || until > now;
}
