namespace Bitmagnet.Functions.Dashboard;

/// <summary>What moves between two snapshots, as it is now.</summary>
/// <param name="TorrentsAttached">Torrents that got their content since the first start.</param>
/// <param name="TorrentsUnmatched">Torrents without a TMDB match, since the first start.</param>
/// <param name="Pending">Jobs with a message in the queue.</param>
/// <param name="Retry">Jobs put back.</param>
/// <param name="Failed">Failed jobs; null where there are more than the page lists.</param>
/// <param name="BackfillShare">How much of the walk through the old rows is done, from 0 to 1.</param>
/// <param name="TorrentsPerSecond">Torrents finished a second, since the newest snapshot or in the minute before it; null where that is not known.</param>
/// <param name="TimeLeft">Until the walk and the queue are through at this pace; null where nothing is left, where no pace is known, and while nothing is fed.</param>
public sealed record LiveFigures(
    long TorrentsAttached, long TorrentsUnmatched, int Pending, int Retry, int? Failed, double BackfillShare, double? TorrentsPerSecond, TimeSpan? TimeLeft);
