using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.Corrections;

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
