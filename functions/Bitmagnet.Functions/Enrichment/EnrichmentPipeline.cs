using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>
/// The pipeline of one job: read the torrents, take hints first, then names; write everything found in short transactions.
/// It never fails because TMDB is away: what was found is saved, the rest is deferred.
/// </summary>
public sealed class EnrichmentPipeline(
    TorrentReader torrents, HintResolver hints, TitleResolver titles, ContentWriter writer, FeedOptions feed, TimeProvider clock)
{
    /// <summary>Torrents to one round of look-ups and one transaction, so that a long message keeps what it has done.</summary>
    private const int RoundSize = 100;

    // bitmagnet's own jobs time out after 10 minutes (bitmagnet contract §2).
    private static readonly TimeSpan InWorkDelay = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BusyDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UnknownDelay = TimeSpan.FromMinutes(5);

    /// <summary>Enriches the job's torrents; safe to run twice, and beside another instance with the same job.</summary>
    public async Task<JobOutcome> RunAsync(EnrichmentJob job, CancellationToken cancellationToken)
    {
        var tally = new OutcomeTally();
        var rounds = job.InfoHashes.Chunk(RoundSize).ToArray();
        for (var i = 0; i < rounds.Length; i++)
        {
            try
            {
                await RunRoundAsync(rounds[i], job.Fed, tally, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                var rest = rounds[i..].SelectMany(hashes => hashes);
                tally.Defer(rest, new Deferral(JobReasons.OutOfTime, "the job's deadline came, or the host stops", clock.GetUtcNow()));
                break;
            }
        }

        return tally.Outcome;
    }

    private async Task RunRoundAsync(InfoHash[] infoHashes, bool fed, OutcomeTally tally, CancellationToken cancellationToken)
    {
        var found = await torrents.ReadAsync(infoHashes, cancellationToken);
        var open = new List<IndexedTorrent>(found.Count);
        tally.Skipped += infoHashes.Length - found.Count;
        foreach (var torrent in found)
        {
            if (torrent.IsActiveInQueue && !torrent.IsAttached)
            {
                tally.Defer([torrent.InfoHash], new Deferral(
                    JobReasons.InWork, "bitmagnet has the torrent in work", clock.GetUtcNow() + InWorkDelay));
            }
            else if (torrent.IsAttached || !torrent.HasRow)
            {
                tally.Skipped++;
            }
            else if (torrent.Type is null && !(torrent.TypeName is null && torrent.IsVideo && feed.UntypedVideo))
            {
                tally.Unmatched++;
            }
            else
            {
                open.Add(torrent);
            }
        }

        var attachments = new List<Attachment>(open.Count);
        var byHint = await hints.ResolveAsync(open, cancellationToken);
        var byName = new List<IndexedTorrent>(open.Count);
        foreach (var torrent in open)
        {
            var (answer, isStored) = byHint.GetValueOrDefault(torrent.InfoHash);
            switch (answer)
            {
                case TmdbAnswer<Content>.Found hit:
                    // Attached before the name is parsed, languages are the original language alone (bitmagnet contract §6).
                    attachments.Add(new Attachment(torrent.InfoHash, hit.Value, isStored, AddOriginalLanguage: false));
                    break;
                case TmdbAnswer<Content>.Unavailable unavailable:
                    Defer([torrent.InfoHash], unavailable.State, fed, tally);
                    break;
                default:
                    byName.Add(torrent);
                    break;
            }
        }

        var requests = byName.Select(torrent => new ResolveRequest(torrent.Name, torrent.Type, Strict: torrent.Type is null)).ToArray();
        var resolutions = await titles.ResolveAsync(requests, cancellationToken);
        foreach (var (torrent, resolution) in byName.Zip(resolutions))
        {
            switch (resolution)
            {
                case Resolution.Matched matched:
                    attachments.Add(new Attachment(torrent.InfoHash, matched.Content, matched.IsStored, matched.Release.Multi));
                    break;
                case Resolution.Deferred deferred:
                    Defer([torrent.InfoHash], deferred.State, fed, tally);
                    break;
                default:
                    tally.Unmatched++;
                    break;
            }
        }

        await WriteAsync(attachments, tally, cancellationToken);
    }

    private async Task WriteAsync(List<Attachment> attachments, OutcomeTally tally, CancellationToken cancellationToken)
    {
        if (attachments.Count == 0)
        {
            return;
        }

        foreach (var (infoHash, outcome) in await writer.AttachAsync(attachments, cancellationToken))
        {
            switch (outcome)
            {
                case AttachOutcome.Attached:
                    tally.Attached++;
                    break;
                case AttachOutcome.Busy:
                    tally.Defer([infoHash], new Deferral(
                        JobReasons.DatabaseUnavailable, "rows are locked by others", clock.GetUtcNow() + BusyDelay));
                    break;
                default:
                    tally.Skipped++;
                    break;
            }
        }
    }

    private void Defer(IReadOnlyList<InfoHash> infoHashes, TmdbAvailability state, bool fed, OutcomeTally tally)
    {
        // With TMDB off, fed torrents wait in the database: the feed walks again when TMDB is on.
        if (fed && state.Status is (TmdbStatus.Disabled or TmdbStatus.Unconfigured))
        {
            tally.Waiting += infoHashes.Count;
            return;
        }

        var reason = JobReasons.TmdbPrefix + state.Status.ToString().ToLowerInvariant();
        tally.Defer(infoHashes, new Deferral(reason, state.Cause ?? reason, state.Until ?? clock.GetUtcNow() + UnknownDelay));
    }
}
