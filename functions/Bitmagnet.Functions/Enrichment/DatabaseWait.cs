using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>How long a job waits after a database fault, by how often that fault has deferred it before. Pure.</summary>
internal static class DatabaseWait
{
    private static readonly TimeSpan FirstRefusal = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestRefusal = TimeSpan.FromMinutes(1);

    // A job may meet this many outages by chance; with more, it may be what brings the server down.
    private const int Outages = 8;

    /// <summary>
    /// While the database is away a job is due at once, and the feed holds it until the probe succeeds. If the database refuses a job but
    /// answers the probe, the job waits some seconds, at most a minute, so it runs soon after a full disk or a lock is over.
    /// </summary>
    /// <param name="reason">One of <see cref="JobReasons"/>; other reasons than the database's have a time already.</param>
    /// <param name="before">How often this reason has deferred the job before.</param>
    public static TimeSpan Of(string reason, int before) => reason switch
    {
        JobReasons.DatabaseUnavailable when before >= Outages => TimeSpan.FromMinutes(Math.Min(60, 1 << Math.Min(before - Outages, 6))),
        JobReasons.DatabaseRefused => FirstRefusal * (1 << Math.Min(before, 6)) is var wait && wait < LongestRefusal ? wait : LongestRefusal,
        _ => TimeSpan.Zero,
    };
}
