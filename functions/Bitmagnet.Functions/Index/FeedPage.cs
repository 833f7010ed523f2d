namespace Bitmagnet.Functions.Index;

/// <summary>One page of the feed.</summary>
/// <param name="InfoHashes">Distinct torrents to enrich, in the cursor's order.</param>
/// <param name="Next">The cursor after this page; keep it only once the page's torrents are safely in jobs.</param>
/// <param name="IsEnd">There was nothing more to read at this time.</param>
public sealed record FeedPage(IReadOnlyList<InfoHash> InfoHashes, FeedCursor Next, bool IsEnd);
