namespace Bitmagnet.Functions.Sweeping;

/// <summary>What to do with the stale jobs of one cause.</summary>
public enum SweepPolicy
{
    /// <summary>Nothing.</summary>
    Leave,

    /// <summary>Back to pending, due now.</summary>
    Release,

    /// <summary>Back to pending, due now, with outside services off.</summary>
    Offload,

    /// <summary>Deleted: the torrents of the job stay unclassified until bitmagnet is told to reprocess them.</summary>
    Purge,
}
