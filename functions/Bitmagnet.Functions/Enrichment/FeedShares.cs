namespace Bitmagnet.Functions.Enrichment;

/// <summary>How one tick's room is shared between new rows, due retries and the walks, in jobs. Pure.</summary>
/// <param name="Window">Most jobs pending after this tick.</param>
/// <param name="Room">Jobs that may be added in this tick.</param>
/// <param name="Due">Retries that are due.</param>
internal readonly record struct FeedShares(int Window, int Room, int Due)
{
    /// <summary>
    /// Most jobs of new rows: they come first, and leave half of the room to retries that are due. Neither starves the other.
    /// </summary>
    public int MostNew => Room - Math.Min(Due, Room / 2);

    /// <summary>
    /// Retries to feed beside so many new jobs. What is not new never fills the window: an eighth of it is left for rows that are new in the
    /// next tick, while messages from before still wait.
    /// </summary>
    public int Retries(int newJobs) => Math.Min(Due, Rest(newJobs));

    /// <summary>Jobs of the walks to feed beside so many new jobs and retries.</summary>
    public int Walks(int newJobs, int retries) => Math.Max(0, Rest(newJobs) - retries);

    private int Rest(int newJobs) => Math.Max(0, Room - Math.Max(newJobs, Reserve));

    private int Reserve => Window == 1 ? 0 : Math.Max(1, Window / 8);
}
