namespace Bitmagnet.Functions.Sweeping;

/// <summary>What a run swept.</summary>
public enum SweepPart
{
    /// <summary>bitmagnet's queue_jobs and torrent_contents.</summary>
    Queue,

    /// <summary>This application's own ledger and cache.</summary>
    OwnStorage,
}
