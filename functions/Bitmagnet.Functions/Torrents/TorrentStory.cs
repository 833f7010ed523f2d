using System.Text.Json;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.JobActions;

namespace Bitmagnet.Functions.Torrents;

/// <summary>All that is known of one torrent.</summary>
public sealed record TorrentStory
{
    /// <summary>40 hexadecimal characters.</summary>
    public required string InfoHash { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The content it has; null: none.</summary>
    public required FoundContent? Content { get; init; }

    /// <summary>What torrent_hints says of it; null: nothing.</summary>
    public required HintView? Hint { get; init; }

    /// <summary>Whether a job of bitmagnet's own names it, which may write it at any moment.</summary>
    public required bool IsInWork { get; init; }

    /// <summary>Whether it is mainly video.</summary>
    public required bool IsVideo { get; init; }

    /// <summary>bitmagnet's row of torrents, column by column.</summary>
    public required JsonElement Torrent { get; init; }

    /// <summary>bitmagnet's rows of torrent_contents, column by column, without the search vector.</summary>
    public required JsonElement TorrentContents { get; init; }

    /// <summary>How its name is read, what was looked up and decided, and why: the object that <c>POST /api/explain</c> answers.</summary>
    public required JsonElement Explanation { get; init; }

    /// <summary>The jobs that hold it, newest first.</summary>
    public required IReadOnlyList<JobView> Jobs { get; init; }

    /// <summary>False: the ledger is so large that not all of it was looked through.</summary>
    public required bool AllJobsSeen { get; init; }

    /// <summary>What people said of its match; null: nothing.</summary>
    public required CorrectionView? Correction { get; init; }

    /// <summary>What happens to it next.</summary>
    public required NextStep Next { get; init; }
}
