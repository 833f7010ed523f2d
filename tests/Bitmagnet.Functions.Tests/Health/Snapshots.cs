namespace Bitmagnet.Functions.Tests.Health;

/// <summary>Snapshots for decisions.</summary>
internal static class Snapshots
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Nothing to do, nothing wrong.</summary>
    public static HealthSnapshot Quiet(DateTimeOffset? at = null) => new()
    {
        At = at ?? Noon,
        Database = new DatabaseFigures(20, new QueueFigures { Groups = [] }, new IndexFigures(0, 0, false), 0.1),
        Ledger = new LedgerFigures(),
        Feed = new FeedFigures(),
        Tmdb = new TmdbFigures(TmdbStatus.Available) { Since = Noon },
        QueueMovedAt = at ?? Noon,
        LedgerMovedAt = at ?? Noon,
        Instances = 1,
    };

    public static HealthSnapshot WithQueue(this HealthSnapshot snapshot, long pending, long? completions, long stale = 0, long processed = 0) => snapshot with
    {
        Database = snapshot.Database! with
        {
            Queue = new QueueFigures
            {
                Groups = [new QueueGroup("process_torrent", "pending", pending), new QueueGroup("process_torrent", "processed", processed)],
                Completions = completions,
                Stale = stale,
            },
        },
    };
}
