using System.Runtime.ExceptionServices;
using Bitmagnet.Functions.Corrections;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>Enriches a job's torrents, by hints and then names. An outage of TMDB or a cancellation only defers the rest.</summary>
public sealed class EnrichmentPipeline(
    TorrentReader torrents, HintResolver hints, TitleResolver titles, CorrectionStore corrections, ContentWriter writer, FeedOptions feed, TimeProvider clock)
{
    /// <summary>Torrents in one round of look-ups and one transaction, so a long message keeps its progress.</summary>
    private const int RoundSize = 100;

    // bitmagnet's own jobs time out after 10 minutes (bitmagnet contract §2).
    private static readonly TimeSpan InWorkDelay = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan UnknownDelay = TimeSpan.FromMinutes(5);

    /// <summary>How long results may be written after a cancellation: a stopping host waits 5 seconds, and the ledger follows.</summary>
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(3);

    /// <summary>Enriches the job's torrents. Safe to run twice, and beside another instance with the same job.</summary>
    /// <param name="cancellationToken">The job's deadline has passed, or the host stops.</param>
    public async Task<JobOutcome> RunAsync(EnrichmentJob job, CancellationToken cancellationToken)
    {
        job = job with { Since = job.Force ? job.Since ?? clock.GetUtcNow() : null };
        var tally = new OutcomeTally();
        var rounds = new Queue<InfoHash[]>(job.InfoHashes.Chunk(RoundSize));
        var odd = new List<InfoHash>();
        ExceptionDispatchInfo? failure = null;
        while (!cancellationToken.IsCancellationRequested && rounds.TryDequeue(out var round))
        {
            try
            {
                await RunRoundAsync(round, job, tally, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break; // Torrents without a result are deferred below.
            }
            catch (Exception e) when (!DatabaseFaults.IsOfTheDatabase(e) && !StorageFaults.IsOfTheStorage(e))
            {
                // One torrent is at fault: each is tried alone, so the others do not wait for it.
                failure = ExceptionDispatchInfo.Capture(e);
                if (round.Length == 1)
                {
                    odd.Add(round[0]);
                }
                else
                {
                    Array.ForEach(round, infoHash => rounds.Enqueue([infoHash]));
                }
            }
        }

        var rest = job.InfoHashes.Except(odd).Where(infoHash => !tally.Has(infoHash)).ToArray();
        if (cancellationToken.IsCancellationRequested && rest.Length > 0)
        {
            tally.Defer(rest, new Deferral(JobReasons.OutOfTime, "the job's deadline came, or the host stops", clock.GetUtcNow()));
        }

        if (odd.Count > 0 && tally.Deferral is null)
        {
            failure!.Throw();
        }

        if (tally.Deferral is { } deferral)
        {
            // Deferred with the rest, since nothing is poisoned during an outage. They fail the job once it is over.
            tally.Defer(odd, deferral);
        }

        return tally.Outcome;
    }

    /// <summary>Runs one round. A cancellation leaves torrents without an outcome.</summary>
    private async Task RunRoundAsync(InfoHash[] infoHashes, EnrichmentJob job, OutcomeTally tally, CancellationToken cancellationToken)
    {
        var open = Sort(infoHashes, await torrents.ReadAsync(infoHashes, cancellationToken), job.Force, tally);
        var found = new List<(IndexedTorrent Torrent, Attachment Attachment)>(open.Count);
        var byHint = await hints.ResolveAsync(open, job.Since, cancellationToken);
        var byName = new List<IndexedTorrent>(open.Count);
        var doubtful = new Dictionary<InfoHash, (Content Content, bool IsStored)>();
        foreach (var torrent in open)
        {
            var (answer, isStored) = byHint.GetValueOrDefault(torrent.InfoHash);
            switch (answer)
            {
                case TmdbAnswer<Content>.Found named when !HintResolver.IsHinted(torrent):
                    // The title decides: the torrent is looked up by name first, and by the contradicting id only after that.
                    doubtful.Add(torrent.InfoHash, (named.Value, isStored));
                    if (!FoundByName(torrent, ReleaseParser.Parse(torrent.Name), found, doubtful, isSure: true))
                    {
                        byName.Add(torrent);
                    }

                    break;
                case TmdbAnswer<Content>.Refused when !HintResolver.IsHinted(torrent):
                    byName.Add(torrent);
                    break;
                case TmdbAnswer<Content>.Found hit:
                    var hinted = Index.Languages.Read(torrent.Hint?.Languages);
                    found.Add((torrent, Attach(torrent, hit.Value, isStored, hinted.Count > 0 ? LanguageRule.WhereNone : LanguageRule.Alone, hinted)));
                    break;
                case TmdbAnswer<Content>.Unavailable unavailable:
                    Defer(torrent.InfoHash, unavailable.State, job.Fed, tally);
                    break;
                case TmdbAnswer<Content>.Refused refused:
                    tally.Refuse(torrent.InfoHash, refused.Fault);
                    break;
                case TmdbAnswer<Content>.NotFound:
                    byName.Add(torrent);
                    break;
                case null:
                    break; // cut off
                default:
                    throw new InvalidOperationException($"{answer.GetType()} is not an answer.");
            }
        }

        var requests = byName.Select(torrent => new ResolveRequest(ReadableName.Of(torrent.Name, torrent.LargestVideos), torrent.Type, Strict: torrent.Type is null)
        {
            Since = job.Since,
            VideoFiles = torrent.VideoFiles,
            Published = torrent.PublishedAt is { } published ? DateOnly.FromDateTime(published.UtcDateTime) : null,
        }).ToArray();
        var resolutions = await titles.ResolveAsync(requests, cancellationToken);
        foreach (var (torrent, resolution) in byName.Zip(resolutions))
        {
            switch (resolution)
            {
                case Resolution.Matched matched:
                    found.Add((torrent, Attach(torrent, matched.Content, matched.IsStored, matched.Release)));
                    break;
                case Resolution.Deferred deferred:
                    Defer(torrent.InfoHash, deferred.State, job.Fed, tally);
                    break;
                case Resolution.Refused refused:
                    tally.Refuse(torrent.InfoHash, refused.Fault);
                    break;
                case Resolution.Unmatched { Release: var release } when FoundByName(torrent, release, found, doubtful, isSure: false):
                    break;
                case Resolution.Unmatched unmatched:
                    EnrichmentMetrics.CountUntitled(unmatched.Release.NoTitle);
                    tally.Add(torrent.InfoHash, torrent.IsAttached ? TorrentOutcome.AlreadyAttached : TorrentOutcome.Unmatched, unmatched.Reason);
                    break;
                case Resolution.Undecided:
                    break; // cut off
                default:
                    throw new InvalidOperationException($"{resolution.GetType()} is not a resolution.");
            }
        }

        using var end = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var cut = cancellationToken.Register(() => end.CancelAfter(LastWrite));
        await TakeOutRejectedAsync(found, tally, end.Token);
        foreach (var (torrent, _) in found.Where(item => item.Attachment.Content.Ref == item.Torrent.Content))
        {
            tally.Add(torrent.InfoHash, TorrentOutcome.AlreadyAttached, "it is the same content again");
        }

        await WriteAsync([.. found.Where(item => item.Attachment.Content.Ref != item.Torrent.Content).Select(item => item.Attachment)], tally, end.Token);
    }

    private async Task TakeOutRejectedAsync(List<(IndexedTorrent Torrent, Attachment Attachment)> found, OutcomeTally tally, CancellationToken cancellationToken)
    {
        if (found.Count == 0)
        {
            return;
        }

        var rejected = await corrections.RejectedAsync(cancellationToken);
        foreach (var (torrent, attachment) in found.Where(IsRejected))
        {
            tally.Add(
                torrent.InfoHash, torrent.IsAttached ? TorrentOutcome.AlreadyAttached : TorrentOutcome.Unmatched,
                $"it looks like \"{attachment.Content.Title}\", which a person took off");
        }

        found.RemoveAll(IsRejected);

        bool IsRejected((IndexedTorrent Torrent, Attachment Attachment) item) => rejected[item.Torrent.InfoHash].Contains(item.Attachment.Content.Ref);
    }

    /// <summary>Notes torrents that need nothing or must wait, and returns the rest to look up.</summary>
    private List<IndexedTorrent> Sort(InfoHash[] infoHashes, IReadOnlyList<IndexedTorrent> found, bool force, OutcomeTally tally)
    {
        var open = new List<IndexedTorrent>(found.Count);
        foreach (var torrent in found)
        {
            var isDone = torrent.IsAttached && !(force && torrent.Content is not null);
            if (torrent.IsActiveInQueue && !isDone)
            {
                tally.Defer([torrent.InfoHash], InWork());
            }
            else if (isDone)
            {
                tally.Add(torrent.InfoHash, TorrentOutcome.AlreadyAttached);
            }
            else if (!torrent.HasRow)
            {
                tally.Add(torrent.InfoHash, TorrentOutcome.NotIndexed, "bitmagnet has not classified it yet");
            }
            else if (torrent.Type is null && !(torrent.TypeName is null && torrent.IsVideo && feed.UntypedVideo))
            {
                tally.Add(torrent.InfoHash, TorrentOutcome.Unmatched, "it is of a type that TMDB cannot answer");
            }
            else
            {
                open.Add(torrent);
            }
        }

        foreach (var missing in infoHashes.Except(found.Select(torrent => torrent.InfoHash)))
        {
            tally.Add(missing, TorrentOutcome.Missing, "bitmagnet has no such torrent");
        }

        return open;
    }

    /// <summary>Takes the content of an id in the name if title and year agree, or the year alone if nothing else is found.</summary>
    private static bool FoundByName(
        IndexedTorrent torrent,
        ReleaseName release,
        List<(IndexedTorrent Torrent, Attachment Attachment)> found,
        Dictionary<InfoHash, (Content Content, bool IsStored)> doubtful,
        bool isSure)
    {
        if (!doubtful.TryGetValue(torrent.InfoHash, out var named)
            || !(isSure ? NameId.IsBorneOut(release, named.Content) : NameId.IsPossible(release, named.Content)))
        {
            return false;
        }

        found.Add((torrent, Attach(torrent, named.Content, named.IsStored, release)));
        return true;
    }

    private static Attachment Attach(IndexedTorrent torrent, Content content, bool isStored, ReleaseName release) =>
        Attach(torrent, content, isStored, release.Multi ? LanguageRule.Joins : LanguageRule.WhereNone, release.Languages);

    private static Attachment Attach(IndexedTorrent torrent, Content content, bool isStored, LanguageRule originalLanguage, IReadOnlyList<string> languages) =>
        new(torrent.InfoHash, content, isStored, originalLanguage)
        {
            Replaces = torrent.Content is { } old ? new Replacement(old, languages) : null,
        };

    private async Task WriteAsync(Attachment[] attachments, OutcomeTally tally, CancellationToken cancellationToken)
    {
        foreach (var (infoHash, outcome) in await writer.AttachAsync(attachments, cancellationToken))
        {
            switch (outcome)
            {
                case WriteOutcome.Done:
                    tally.Add(infoHash, TorrentOutcome.Attached);
                    break;
                case WriteOutcome.Changed:
                    tally.Add(infoHash, TorrentOutcome.AlreadyAttached, "somebody else was faster");
                    break;
                case WriteOutcome.Gone:
                    tally.Add(infoHash, TorrentOutcome.NotIndexed, "it was deleted meanwhile");
                    break;
                case WriteOutcome.InWork:
                    tally.Defer([infoHash], InWork());
                    break;
                case WriteOutcome.Busy:
                    tally.Defer([infoHash], new Deferral(JobReasons.DatabaseRefused, "rows are locked by others", clock.GetUtcNow()));
                    break;
                default:
                    throw new InvalidOperationException($"{outcome} is no outcome of an attachment.");
            }
        }
    }

    private Deferral InWork() => new(JobReasons.InWork, "bitmagnet has the torrent in work", clock.GetUtcNow() + InWorkDelay);

    private void Defer(InfoHash infoHash, TmdbAvailability state, bool fed, OutcomeTally tally)
    {
        // With TMDB off, fed torrents wait in the database; the feed walks again once TMDB is on.
        if (fed && state.Status is (TmdbStatus.Disabled or TmdbStatus.Unconfigured))
        {
            tally.Add(infoHash, TorrentOutcome.Waiting, state.InWords);
            return;
        }

        var reason = JobReasons.TmdbPrefix + state.Status.ToString().ToLowerInvariant();
        tally.Defer([infoHash], new Deferral(reason, state.InWords ?? reason, state.Until ?? clock.GetUtcNow() + UnknownDelay));
    }
}
