namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// What this instance has seen since TMDB's last answer: how many different look-ups failed, and whether TMDB repeated a rate limit.
/// </summary>
internal sealed class TmdbEvidence
{
    /// <summary>How many different look-ups must fail in a row before the fault is TMDB's rather than one title's.</summary>
    public const int Enough = 5;

    private readonly HashSet<string> failed = new(StringComparer.Ordinal);
    private readonly Lock reading = new();
    private DateTimeOffset? holdEnd;

    /// <summary>Notes that TMDB answered.</summary>
    public void Answered()
    {
        lock (reading)
        {
            failed.Clear();
            holdEnd = null;
        }
    }

    /// <summary>Notes a failed look-up. Returns true if TMDB is certainly down, without a probe.</summary>
    public bool Failed(string lookUp)
    {
        lock (reading)
        {
            failed.Add(lookUp);
            return failed.Count >= Enough;
        }
    }

    /// <summary>
    /// Notes that TMDB says there are too many requests. All look-ups are held for as long as it asks. Returns true if it repeats this to a
    /// request sent after that.
    /// </summary>
    public bool Limited(DateTimeOffset askedAt, DateTimeOffset heldUntil)
    {
        lock (reading)
        {
            var isAgain = holdEnd is { } end && askedAt >= end;
            holdEnd ??= heldUntil;
            return isAgain;
        }
    }
}
