namespace Bitmagnet.Functions.Index.Queue;

/// <summary>Whether a job can be put back without outside services.</summary>
public enum OffloadState
{
    /// <summary>The payload is not one that bitmagnet writes, so it is not rewritten.</summary>
    Unreadable,

    /// <summary>The payload already says apis_enabled false.</summary>
    AlreadyOffloaded,

    /// <summary>It can.</summary>
    Ready,
}
