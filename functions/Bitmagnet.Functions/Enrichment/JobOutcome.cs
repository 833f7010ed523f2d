using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>The outcome of one job.</summary>
public sealed record JobOutcome
{
    /// <summary>The result of each torrent.</summary>
    public required IReadOnlyDictionary<InfoHash, TorrentResult> Torrents { get; init; }

    /// <summary>Torrents that got content.</summary>
    public int Attached => Count(TorrentOutcome.Attached);

    /// <summary>Torrents without a match or a title in their name; they stay as they are.</summary>
    public int Unmatched => Count(TorrentOutcome.Unmatched);

    /// <summary>Torrents that need nothing: gone, or attached before.</summary>
    public int Skipped => Count(TorrentOutcome.AlreadyAttached) + Count(TorrentOutcome.Missing) + Count(TorrentOutcome.NotIndexed);

    /// <summary>Torrents that need TMDB while it is off; they wait in the database.</summary>
    public int Waiting => Count(TorrentOutcome.Waiting);

    /// <summary>Deferred torrents; empty if all is done.</summary>
    public IReadOnlyList<InfoHash> Deferred { get; init; } = [];

    /// <summary>Why they are deferred, and until when; null if none is.</summary>
    public Deferral? Deferral { get; init; }

    /// <summary>Torrents on whose title TMDB fails while it answers others, each with the fault; the others do not wait for them.</summary>
    public IReadOnlyDictionary<InfoHash, TmdbTitleFault> AtFault { get; init; } = new Dictionary<InfoHash, TmdbTitleFault>();

    private int Count(TorrentOutcome outcome) => Torrents.Values.Count(result => result.Outcome == outcome);
}

/// <summary>The result of one torrent.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">Why it has no new content, in words; null if it has.</param>
public sealed record TorrentResult(TorrentOutcome Outcome, string? Reason = null);

/// <summary>Work deferred because something it needs is unavailable. Does not count as an attempt.</summary>
/// <param name="Reason">A stable code (see JobReasons).</param>
/// <param name="Detail">The details in words, without secrets.</param>
/// <param name="Until">The earliest time to go on.</param>
public sealed record Deferral(string Reason, string Detail, DateTimeOffset Until);
