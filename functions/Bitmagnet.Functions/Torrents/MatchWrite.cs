using Bitmagnet.Functions.Corrections;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Releases;
using Languages = Bitmagnet.Functions.Index.Languages;

namespace Bitmagnet.Functions.Torrents;

/// <summary>How a correction is written to bitmagnet's tables. Pure.</summary>
internal static class MatchWrite
{
    /// <summary>
    /// The attachment of a content that a person names. The row's languages are those bitmagnet would give it: with a hint, the hint's or else the
    /// content's alone; without one, the name's (bitmagnet contract §6).
    /// </summary>
    public static Attachment Attach(IndexedTorrent torrent, Content content, bool isStored, TorrentHint? hint)
    {
        var release = ReleaseParser.Parse(torrent.Name);
        var isHinted = hint?.Source is not null;
        var languages = isHinted ? Languages.Read(hint!.Languages) : release.Languages;
        var rule = isHinted
            ? languages.Count > 0 ? LanguageRule.WhereNone : LanguageRule.Alone
            : release.Multi ? LanguageRule.Joins : LanguageRule.WhereNone;
        return new Attachment(torrent.InfoHash, content, isStored, rule)
        {
            Replaces = torrent.Content is { } old ? new Replacement(old, languages) : null,
            Hint = new HintChange(hint),
        };
    }

    /// <summary>Takes off what the torrent has.</summary>
    public static Detachment Detach(IndexedTorrent torrent, string? typeName, HintChange? hint) =>
        new(torrent.InfoHash, torrent.Content, ReleaseParser.Parse(torrent.Name).Languages) { TypeName = typeName, Hint = hint };

    /// <summary>
    /// The hint of a torrent whose match is taken off, since the old hint would bring the match back. A hint that a person set gives way to the one
    /// it replaced; any other keeps its type alone.
    /// </summary>
    public static HintChange? HintAfterRemoval(TorrentHint? hint, CorrectionState state, ContentRef removed) => hint switch
    {
        { Source: not null } when state.Chosen == removed && state.HintBefore is { } before && !Names(before.Hint, removed) => before,
        { Source: not null } => new HintChange(hint with { Source = null, Id = null }),
        _ => null,
    };

    private static bool Names(TorrentHint? hint, ContentRef content) =>
        hint is { Source: { } source, Id: { } id } && (source, id) == (content.Source, content.Id);
}
