using System.Diagnostics;
using System.Text.Json.Nodes;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.JobActions;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.OnDemand;

/// <summary>
/// Enriches torrents that a person names, in the request itself; what is left at its end becomes a job. The row is written first, so that the
/// sweep sends the job wherever the request is cut off. The same torrents are always the same job.
/// </summary>
public sealed class EnrichLever(
    JobLedger ledger, EnrichmentRunner runner, EnrichmentQueue queue, JobLevers levers, TorrentReader torrents, LocalContent contents,
    TimeProvider clock, ILogger<EnrichLever> logger)
{
    /// <summary>How long the request works before the rest becomes a job: well below the patience of clients and proxies.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <summary>A pending job that moved within this time belongs to another request.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(1);

    /// <summary>Runs them now.</summary>
    /// <param name="infoHashes">1 to 1,000 torrents, all different.</param>
    /// <param name="force">Ask TMDB anew, also for torrents that have content.</param>
    /// <param name="cancellationToken">The caller has gone: the rest becomes a job.</param>
    public async Task<EnrichAnswer> RunAsync(IReadOnlyList<InfoHash> infoHashes, bool force, CancellationToken cancellationToken)
    {
        var (job, isOurs) = await ClaimAsync(infoHashes, force, cancellationToken);
        var results = isOurs ? await RunAsync(job, cancellationToken) : All(infoHashes, "another request for the same torrents is at it");
        Log.Asked(logger, job.Id, infoHashes.Count, force);
        return await AnswerAsync(job.Id, infoHashes, results, cancellationToken);
    }

    private async Task<(JobRecord Job, bool IsOurs)> ClaimAsync(IReadOnlyList<InfoHash> infoHashes, bool force, CancellationToken cancellationToken)
    {
        var id = JobLedger.IdOfBody(Encoding.UTF8.GetBytes(new JsonObject { ["asked"] = new JsonArray([.. infoHashes.Select(hash => hash.Hex).Order()]), ["force"] = force }.ToJsonString()));
        while (true)
        {
            var now = clock.GetUtcNow();
            var existing = await ledger.GetAsync(id, cancellationToken);
            if (existing is { Status: JobStatus.Pending } && WrittenTime.IsWithin(existing.UpdatedAt, now, UnderWay))
            {
                return (existing, false);
            }

            var job = JobRecord.New(id, infoHashes, now) with
            {
                Asked = true,
                Force = force,
                CreatedAt = existing?.CreatedAt ?? now,
                ETag = existing?.ETag,
                RowKey = existing?.RowKey,
                IndexKey = existing?.IndexKey,
            };
            if (await ledger.TryUpdateAsync(job, cancellationToken))
            {
                return (job, true);
            }
        }
    }

    private async Task<IReadOnlyDictionary<InfoHash, TorrentResult>> RunAsync(JobRecord job, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            var outcome = await runner.RunAsync(
                new EnrichmentJob(job.Id, job.InfoHashes, 0, 0, false, Activity.Current?.Id) { Asked = true, Force = job.Force }, 1, linked.Token);
            if (outcome.Deferral?.Reason == JobReasons.OutOfTime)
            {
                await levers.ReplayAsync(job.Id, CancellationToken.None);
            }

            return outcome.Torrents;
        }
        catch (Exception e) when (!StorageFaults.IsOfTheStorage(e))
        {
            // The runner has logged it. As a message the job has its attempts, and then needs attention.
            await queue.SendAsync([job], fed: false, topUpAfter: null, CancellationToken.None);
            return All(job.InfoHashes, "it failed and is tried again");
        }
    }

    private async Task<EnrichAnswer> AnswerAsync(
        string id, IReadOnlyList<InfoHash> infoHashes, IReadOnlyDictionary<InfoHash, TorrentResult> results, CancellationToken cancellationToken)
    {
        var attached = results.Where(result => result.Value.Outcome is TorrentOutcome.Attached or TorrentOutcome.AlreadyAttached).Select(result => result.Key).ToArray();
        var refs = attached.Length == 0 ? [] : (await torrents.ReadAsync(attached, cancellationToken))
            .Where(torrent => torrent.Content is not null)
            .ToDictionary(torrent => torrent.InfoHash, torrent => torrent.Content!.Value);
        var found = await contents.LoadAsync([.. refs.Values.Distinct()], cancellationToken);
        return new EnrichAnswer(
            results.Values.Any(result => result.Outcome == TorrentOutcome.Deferred) ? id : null,
            [.. infoHashes.Select(hash => new EnrichedTorrent(
                hash.Hex, results[hash].Outcome, results[hash].Reason,
                refs.TryGetValue(hash, out var key) && found.TryGetValue(key, out var content) ? FoundContent.Of(content) : null))]);
    }

    private static Dictionary<InfoHash, TorrentResult> All(IEnumerable<InfoHash> infoHashes, string reason) =>
        infoHashes.ToDictionary(hash => hash, _ => new TorrentResult(TorrentOutcome.Deferred, reason));
}

/// <summary>What was found for torrents that a person named.</summary>
/// <param name="Job">The job that goes on with those that are deferred; null where all is done.</param>
/// <param name="Torrents">Each torrent, in the order asked for.</param>
public sealed record EnrichAnswer(string? Job, IReadOnlyList<EnrichedTorrent> Torrents);

/// <summary>What was found for one torrent.</summary>
/// <param name="InfoHash">40 hexadecimal characters.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">Why it has no new content; null where it has.</param>
/// <param name="Content">What it has now; null where it has none.</param>
public sealed record EnrichedTorrent(string InfoHash, TorrentOutcome Outcome, string? Reason, FoundContent? Content);
