using Bitmagnet.Functions.Corrections;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.JobActions;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Resolving;

namespace Bitmagnet.Functions.Torrents;

/// <summary>Tells the story of a torrent.</summary>
public sealed class TorrentStories(
    TorrentReader torrents, TorrentRows rows, LocalContent contents, TitleResolver titles, JobSearch jobs, CorrectionStore corrections, FeedOptions feed,
    TimeProvider clock)
{
    /// <summary>How long the story waits for a look-up: a person is looking.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>The story; null where bitmagnet has no such torrent.</summary>
    public async Task<TorrentStory?> TellAsync(InfoHash infoHash, CancellationToken cancellationToken)
    {
        var holding = jobs.HoldingAsync(infoHash, cancellationToken);
        var correction = corrections.GetAsync(infoHash, cancellationToken);
        await Task.WhenAll(holding, correction);
        if ((await torrents.ReadAsync([infoHash], cancellationToken)).SingleOrDefault() is not { } torrent
            || await rows.ReadAsync(infoHash, cancellationToken) is not var (own, ownContents))
        {
            return null;
        }

        var isEnriched = torrent.Type is not null || torrent.TypeName is null;
        var resolution = isEnriched ? await ResolveAsync(torrent, cancellationToken) : null;
        var content = torrent.Content is { } key ? (await contents.LoadAsync([key], cancellationToken)).GetValueOrDefault(key) : null;
        var (held, isWhole) = await holding;
        var said = await correction;
        return new TorrentStory(
            infoHash.Hex,
            torrent.Name,
            content is null ? null : FoundContent.Of(content),
            HintView.Of(torrent.Hint),
            IsInWork: torrent.IsActiveInQueue,
            torrent.IsVideo,
            own,
            ownContents,
            Explanation: JsonElement.Parse(ExplanationJson.Line(resolution?.Release ?? ReleaseParser.Parse(torrent.Name), resolution)),
            [.. held.Select(job => new JobView(job))],
            AllJobsSeen: isWhole,
            CorrectionView.Of(said),
            NextStepRules.Of(torrent, held, resolution, said?.State.Rejected ?? [], feed.UntypedVideo));
    }

    private async Task<Resolution> ResolveAsync(IndexedTorrent torrent, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        return (await titles.ResolveAsync([new ResolveRequest(torrent.Name, torrent.Type, Strict: torrent.Type is null)], linked.Token))[0];
    }
}
