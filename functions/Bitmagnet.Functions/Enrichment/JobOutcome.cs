using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>What came of one job.</summary>
public sealed record JobOutcome
{
    /// <summary>What came of each torrent.</summary>
    public required IReadOnlyDictionary<InfoHash, TorrentResult> Torrents { get; init; }

    /// <summary>Torrents that have their content now.</summary>
    public int Attached => Count(TorrentOutcome.Attached);

    /// <summary>Torrents without a match, or whose name holds no title: left as they are.</summary>
    public int Unmatched => Count(TorrentOutcome.Unmatched);

    /// <summary>Torrents that needed nothing: gone, or attached before.</summary>
    public int Skipped => Count(TorrentOutcome.AlreadyAttached) + Count(TorrentOutcome.Missing) + Count(TorrentOutcome.NotIndexed);

    /// <summary>Torrents that would need TMDB, which is off: they wait in the database.</summary>
    public int Waiting => Count(TorrentOutcome.Waiting);

    /// <summary>Torrents put back; empty where all is done.</summary>
    public IReadOnlyList<InfoHash> Deferred { get; init; } = [];

    /// <summary>Why they are put back, and until when; null where nothing is.</summary>
    public Deferral? Deferral { get; init; }

    /// <summary>Torrents on whose title TMDB fails while it answers others, each with what it says; apart, so that the others do not wait for them.</summary>
    public IReadOnlyDictionary<InfoHash, TmdbTitleFault> AtFault { get; init; } = new Dictionary<InfoHash, TmdbTitleFault>();

    private int Count(TorrentOutcome outcome) => Torrents.Values.Count(result => result.Outcome == outcome);
}
