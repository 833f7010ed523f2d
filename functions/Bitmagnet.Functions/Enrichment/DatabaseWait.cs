using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>How long a job waits that the database did not serve, by how often that cause put it back before. Pure.</summary>
internal static class DatabaseWait
{
    private static readonly TimeSpan FirstRefusal = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromMinutes(1);

    // One job may meet so many outages by chance; beyond, it may be what brings the server down.
    private const int Outages = 8;

    /// <summary>
    /// While the database is away a job is due at once: the feed holds it until the probe answers. A job that the database refused while it
    /// answers the probe waits for seconds, a minute at most, so that it runs soon after the full disk or the lock is over.
    /// </summary>
    /// <param name="reason">One of <see cref="JobReasons"/>; reasons other than the database's have their time already.</param>
    /// <param name="before">How often this reason put the job back before.</param>
    public static TimeSpan Of(string reason, int before) => reason switch
    {
        JobReasons.DatabaseUnavailable when before >= Outages => TimeSpan.FromMinutes(Math.Min(60, 1 << Math.Min(before - Outages, 6))),
        JobReasons.DatabaseRefused => FirstRefusal * (1 << Math.Min(before, 6)) is var wait && wait < LongestRefusal ? wait : LongestRefusal,
        _ => TimeSpan.Zero,
    };
}
