using Bitmagnet.Functions.Corrections;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Torrents;

/// <summary>
/// Corrects torrents' matches. A correction is written to the application's own table first, then, in one transaction, to bitmagnet's: the content
/// and the hint that bitmagnet keeps to (bitmagnet contract §7). Where it is cut off in between, the same request completes it.
/// </summary>
public sealed class MatchLever(
    TorrentReader torrents, LocalContent local, TmdbCatalogue tmdb, ContentWriter writer, CorrectionStore corrections, TimeProvider clock, ILogger<MatchLever> logger)
{
    private const string InWork = "bitmagnet has the torrent in work and may write over what is changed now. Try again in some minutes.";
    private const string Busy = "The torrent's rows are locked by others. Try again in a minute.";
    private const string Overtaken = "The torrent was changed by somebody else meanwhile. Look at it again.";
    private const string Other = "The torrent has content of a type that TMDB does not have; it is left alone.";

    private const string NoGrant =
        "The database login has no right to write torrent_hints, where bitmagnet is told what a torrent is. "
        + "Run as the owner of bitmagnet's tables: GRANT SELECT, INSERT, UPDATE, DELETE ON torrent_hints TO <the login>.";

    /// <summary>Attaches a title, in place of what the torrent has.</summary>
    public async Task<MatchChange> AttachAsync(InfoHash infoHash, TmdbKind kind, int tmdbId, CancellationToken cancellationToken)
    {
        var (torrent, correction) = await ReadAsync(infoHash, cancellationToken);
        if (Refuse(torrent) is { } refusal)
        {
            return refusal;
        }

        var (answer, isStored) = await FindAsync(kind, tmdbId, cancellationToken);
        if (answer is not TmdbAnswer<Content>.Found { Value: var content })
        {
            return answer switch
            {
                TmdbAnswer<Content>.Unavailable away => new MatchChange.TmdbAway(away.State.InWords ?? $"TMDB is {away.State.Status}"),
                TmdbAnswer<Content>.Refused refused => new MatchChange.TmdbAway(refused.Fault.Cause),
                _ => new MatchChange.NoTitle(),
            };
        }

        content = isStored ? content : ContentRules.Apply(content);
        var hint = new TorrentHint(content.Ref.Type.ToName(), content.Ref.Source, content.Ref.Id, torrent!.Hint?.Languages);
        if (torrent.Content == content.Ref && torrent.Hint == hint && correction.State.Chosen == content.Ref)
        {
            return await WrittenAsync(infoHash, changed: false, cancellationToken);
        }

        var said = new CorrectionState(
            content.Ref,
            [.. correction.State.Rejected.Where(rejected => rejected != content.Ref)],
            correction.State.Chosen is null ? new HintChange(torrent.Hint) : correction.State.HintBefore);
        var change = await CorrectAsync(
            torrent, correction, said, async () => Refusal((await writer.AttachAsync([MatchWrite.Attach(torrent, content, isStored, hint)], cancellationToken))[infoHash]),
            cancellationToken);
        Log.MatchAttached(logger, change is MatchChange.Written);
        return change;
    }

    /// <summary>Takes off what the torrent has, and remembers it, so that no job attaches it again.</summary>
    public async Task<MatchChange> RemoveAsync(InfoHash infoHash, CancellationToken cancellationToken)
    {
        var (torrent, correction) = await ReadAsync(infoHash, cancellationToken);
        if (Refuse(torrent) is { } refusal)
        {
            return refusal;
        }

        if (torrent!.Content is not { } content)
        {
            return await WrittenAsync(infoHash, changed: false, cancellationToken);
        }

        var hint = MatchWrite.HintAfterRemoval(torrent.Hint, correction.State, content);
        var said = new CorrectionState(null, [.. correction.State.Rejected.Append(content).Distinct()], null);
        var change = await CorrectAsync(
            torrent, correction, said, async () => Refusal(await writer.DetachAsync(MatchWrite.Detach(torrent, null, hint), cancellationToken)), cancellationToken);
        Log.MatchRemoved(logger, change is MatchChange.Written);
        return change;
    }

    /// <summary>Goes back to before the last correction: content, hint and what was remembered.</summary>
    public async Task<MatchChange> UndoAsync(InfoHash infoHash, CancellationToken cancellationToken)
    {
        var (torrent, correction) = await ReadAsync(infoHash, cancellationToken);
        if (Refuse(torrent) is { } refusal)
        {
            return refusal;
        }

        if (correction.Before is not { } before)
        {
            return await WrittenAsync(infoHash, changed: false, cancellationToken);
        }

        if (torrent!.Content is { } now && now != correction.State.Chosen && now != before.Content)
        {
            return new MatchChange.Refused(Overtaken);
        }

        var content = before.Content is { } key ? await LoadAsync(key, cancellationToken) : null;
        if (before.Content is not null && content is null)
        {
            return new MatchChange.Refused("What the torrent had before is no longer in bitmagnet's content; attach it by its TMDB id.");
        }

        var failed = await WriteAsync(async () => content is null
            ? Refusal(await writer.DetachAsync(MatchWrite.Detach(torrent, before.TypeName, new HintChange(before.Hint)), cancellationToken))
            : Refusal((await writer.AttachAsync([MatchWrite.Attach(torrent, content, isStored: true, before.Hint)], cancellationToken))[infoHash]));
        if (failed is not null)
        {
            return failed;
        }

        if (await corrections.TrySaveAsync(correction with { State = before.State, Before = null, At = clock.GetUtcNow() }, cancellationToken) is null)
        {
            return new MatchChange.Refused(Overtaken);
        }

        Log.CorrectionUndone(logger);
        return await WrittenAsync(infoHash, changed: true, cancellationToken);
    }

    private async Task<(IndexedTorrent? Torrent, Correction Correction)> ReadAsync(InfoHash infoHash, CancellationToken cancellationToken)
    {
        var torrent = (await torrents.ReadAsync([infoHash], cancellationToken)).SingleOrDefault();
        var correction = await corrections.GetAsync(infoHash, cancellationToken);
        return (torrent, correction ?? new Correction(infoHash, CorrectionState.None, null, clock.GetUtcNow(), null));
    }

    /// <summary>The content of a TMDB id, bitmagnet's own or else from TMDB's details, and whether bitmagnet has it already.</summary>
    private async Task<(TmdbAnswer<Content> Answer, bool IsStored)> FindAsync(TmdbKind kind, int id, CancellationToken cancellationToken)
    {
        var key = id.ToString(CultureInfo.InvariantCulture);
        ContentType[] types = kind == TmdbKind.Tv ? [ContentType.TvShow] : [ContentType.Movie, ContentType.Xxx];
        var stored = await local.LoadAsync([.. types.Select(type => new ContentRef(type, ContentRef.Tmdb, key))], cancellationToken);
        return stored.Values.FirstOrDefault() is { } content
            ? (new TmdbAnswer<Content>.Found(content, FromCache: true), true)
            : ((await tmdb.DetailsAsync(kind, id, toCompare: false, since: null, cancellationToken)).Select(details => details.Content), false);
    }

    private async Task<Content?> LoadAsync(ContentRef content, CancellationToken cancellationToken) =>
        (await local.LoadAsync([content], cancellationToken)).GetValueOrDefault(content);

    private static MatchChange? Refuse(IndexedTorrent? torrent) => torrent switch
    {
        null => new MatchChange.NoTorrent(),
        { HasRow: false } => new MatchChange.Refused("bitmagnet has not classified the torrent yet: there is no row to attach to."),
        { IsAttached: true, Content: null } => new MatchChange.Refused(Other),
        { IsActiveInQueue: true } => new MatchChange.Refused(InWork),
        _ => null,
    };

    /// <summary>Records the correction, writes it, and takes the record back where the write fails.</summary>
    private async Task<MatchChange> CorrectAsync(
        IndexedTorrent torrent, Correction correction, CorrectionState said, Func<Task<MatchChange?>> write, CancellationToken cancellationToken)
    {
        var before = new CorrectionBefore(torrent.Content, torrent.TypeName, torrent.Hint, correction.State);
        var saved = await corrections.TrySaveAsync(correction with { State = said, Before = before, At = clock.GetUtcNow() }, cancellationToken);
        if (saved is null)
        {
            return new MatchChange.Refused(Overtaken);
        }

        if (await WriteAsync(write) is not { } failed)
        {
            return await WrittenAsync(torrent.InfoHash, changed: true, cancellationToken);
        }

        await corrections.TrySaveAsync(correction with { ETag = saved.ETag }, CancellationToken.None);
        return failed;
    }

    private static async Task<MatchChange?> WriteAsync(Func<Task<MatchChange?>> write)
    {
        try
        {
            return await write();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege && e.MessageText.Contains("torrent_hints", StringComparison.Ordinal))
        {
            return new MatchChange.Refused(NoGrant);
        }
    }

    private static MatchChange? Refusal(WriteOutcome outcome) => outcome switch
    {
        WriteOutcome.Done => null,
        WriteOutcome.InWork => new MatchChange.Refused(InWork),
        WriteOutcome.Busy => new MatchChange.Refused(Busy),
        _ => new MatchChange.Refused(Overtaken),
    };

    private async Task<MatchChange> WrittenAsync(InfoHash infoHash, bool changed, CancellationToken cancellationToken)
    {
        var (torrent, correction) = await ReadAsync(infoHash, cancellationToken);
        var content = torrent?.Content is { } key ? await LoadAsync(key, cancellationToken) : null;
        return new MatchChange.Written(new MatchAnswer(
            infoHash.Hex, changed, content is null ? null : FoundContent.Of(content), HintView.Of(torrent?.Hint),
            [.. correction.State.Rejected.Select(ContentKey.Of)], correction.Before is not null));
    }
}
