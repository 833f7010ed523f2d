using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Corrections;

/// <summary>A row of the table <c>TorrentCorrections</c>.</summary>
/// <param name="InfoHash">The torrent.</param>
/// <param name="State">What people have said of it.</param>
/// <param name="Before">What an undo goes back to; null where there is nothing to undo.</param>
/// <param name="At">When they last said something.</param>
/// <param name="ETag">The row's version; null for one not yet stored.</param>
public sealed record Correction(InfoHash InfoHash, CorrectionState State, CorrectionBefore? Before, DateTimeOffset At, string? ETag);

/// <summary>What people have said of a torrent's match.</summary>
/// <param name="Chosen">The content they attached; null: none.</param>
/// <param name="Rejected">The content they took off: no job attaches it again.</param>
/// <param name="HintBefore">The torrent's hint before the first of their own; null where they set none.</param>
public sealed record CorrectionState(ContentRef? Chosen, IReadOnlyList<ContentRef> Rejected, HintChange? HintBefore)
{
    /// <summary>Nothing was said.</summary>
    public static CorrectionState None { get; } = new(null, [], null);

    /// <summary>Whether there is nothing to remember.</summary>
    internal bool IsNone => Chosen is null && Rejected.Count == 0;
}

/// <summary>How a torrent was before its last correction: what an undo goes back to.</summary>
/// <param name="Content">What it had; null: nothing.</param>
/// <param name="TypeName">content_type of its row.</param>
/// <param name="Hint">Its hint; null: none.</param>
/// <param name="State">What people had said by then.</param>
public sealed record CorrectionBefore(ContentRef? Content, string? TypeName, TorrentHint? Hint, CorrectionState State);
