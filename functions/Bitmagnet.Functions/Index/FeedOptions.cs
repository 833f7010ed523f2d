using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Index;

/// <summary>Which torrents are fed.</summary>
public sealed record FeedOptions
{
    /// <summary>How long a row must have been left alone before it is fed: bitmagnet may still be writing it. Default 15 minutes; 0: at once.</summary>
    [Setting("ENRICHMENT_SETTLE_TIME", Max = "24h")]
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Also feed torrents that bitmagnet left without a type whose files are mainly video. Default true.</summary>
    [Setting("ENRICHMENT_UNTYPED_VIDEO")]
    public bool UntypedVideo { get; init; } = true;
}
