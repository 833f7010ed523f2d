using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Corrections;

/// <summary>How a torrent was before its last correction: what an undo goes back to.</summary>
/// <param name="Content">What it had; null: nothing.</param>
/// <param name="TypeName">content_type of its row.</param>
/// <param name="Hint">Its hint; null: none.</param>
/// <param name="State">What people had said by then.</param>
public sealed record CorrectionBefore(ContentRef? Content, string? TypeName, TorrentHint? Hint, CorrectionState State);
