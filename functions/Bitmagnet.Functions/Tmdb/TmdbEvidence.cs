namespace Bitmagnet.Functions.Tmdb;

/// <summary>What this instance has heard since TMDB's last answer: how many different look-ups failed, and whether TMDB repeated a limit.</summary>
internal sealed class TmdbEvidence
{
    /// <summary>So many different look-ups that fail in a row are no longer one title's fault.</summary>
    public const int Enough = 5;

    private readonly HashSet<string> failed = new(StringComparer.Ordinal);
    private readonly Lock reading = new();
    private DateTimeOffset? holdEnd;

    /// <summary>TMDB answered.</summary>
    public void Answered()
    {
        lock (reading)
        {
            failed.Clear();
            holdEnd = null;
        }
    }

    /// <summary>A look-up failed; true where TMDB is down beyond doubt, without a probe.</summary>
    /// <param name="lookUp">Names it.</param>
    public bool Failed(string lookUp)
    {
        lock (reading)
        {
            failed.Add(lookUp);
            return failed.Count >= Enough;
        }
    }

    /// <summary>
    /// TMDB says that there are too many requests. All look-ups are held for as long as it asks; true where it says so again to a request
    /// that left after that.
    /// </summary>
    /// <param name="askedAt">When the request left.</param>
    /// <param name="heldUntil">How long all are held now.</param>
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
