namespace Bitmagnet.Functions.Index;

/// <summary>Which of the feed's two cursors reads.</summary>
public enum FeedDirection
{
    /// <summary>Rows that became due since the watermark, by updated_at.</summary>
    New,

    /// <summary>The old rows, by info hash.</summary>
    Backfill,
}
