namespace Bitmagnet.Functions.Enrichment;

/// <summary>Divides one tick's room among new rows, due retries and the walks. Pure.</summary>
/// <param name="Window">The most jobs pending after this tick.</param>
/// <param name="Room">Jobs that may be added in this tick.</param>
/// <param name="Due">Retries that are due.</param>
internal readonly record struct FeedShares(int Window, int Room, int Due)
{
    /// <summary>The most jobs of new rows. They leave up to half of the room to due retries, so neither starves the other.</summary>
    public int MostNew => Room - Math.Min(Due, Room / 2);

    /// <summary>
    /// Retries to feed with a number of new jobs. Retries and walks never fill the window: an eighth stays free for new rows of the next
    /// tick, while earlier messages still wait.
    /// </summary>
    public int Retries(int newJobs) => Math.Min(Due, Rest(newJobs));

    /// <summary>Jobs of the walks to feed with a number of new jobs and retries.</summary>
    public int Walks(int newJobs, int retries) => Math.Max(0, Rest(newJobs) - retries);

    private int Rest(int newJobs) => Math.Max(0, Room - Math.Max(newJobs, Reserve));

    private int Reserve => Window == 1 ? 0 : Math.Max(1, Window / 8);
}
