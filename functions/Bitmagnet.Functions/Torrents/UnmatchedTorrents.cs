using Bitmagnet.Functions.Corrections;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Resolving;

namespace Bitmagnet.Functions.Torrents;

/// <summary>Lists torrents without content and the reason for each. Reasons are worked out for the page's rows alone.</summary>
public sealed class UnmatchedTorrents(UnmatchedReader reader, TitleResolver titles, CorrectionStore corrections, TimeProvider clock)
{
    /// <summary>How long the page waits for reasons: a person is looking. A row that is not decided by then says so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>One page.</summary>
    /// <param name="after">Where it begins; null: with the newest.</param>
    public async Task<(IReadOnlyList<TorrentItem> Torrents, FeedCursor? Next)> ListAsync(
        UnmatchedFilter filter, FeedCursor? after, int limit, CancellationToken cancellationToken)
    {
        var page = await reader.ReadAsync(filter, after ?? reader.Start(), limit, cancellationToken);
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var requests = page.Rows.Select(row => new ResolveRequest(row.Name, ContentTypeNames.FromName(row.TypeName), Strict: row.TypeName is null)).ToArray();
        var resolutions = await titles.ResolveAsync(requests, linked.Token);
        var rejected = await corrections.RejectedAsync(cancellationToken);
        return ([.. page.Rows.Zip(resolutions, (row, resolution) => new TorrentItem(
            row.InfoHash.Hex, row.Name, row.TypeName, row.UpdatedAt, Reason(resolution, rejected[row.InfoHash]), resolution.Trace))], page.Next);
    }

    private static string Reason(Resolution resolution, IEnumerable<ContentRef> rejected) => resolution switch
    {
        Resolution.Matched matched when rejected.Contains(matched.Content.Ref) => $"it looks like \"{matched.Content.Title}\", which a person took off",
        Resolution.Matched matched => $"not looked up yet: it matches \"{matched.Content.Title}\"",
        _ => ExplanationJson.Why(resolution),
    };
}
