using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Enrichment;

/// <summary>The rest of a job after a run, as rows of the ledger, separate by what they wait for: none waits for another. Pure.</summary>
internal static class JobRest
{
    /// <summary>The rows, the job's own first; none if all is done. The others' ids derive from its id: a second run repeats them.</summary>
    public static IReadOnlyList<JobRecord> Of(JobRecord row, EnrichmentJob job, JobOutcome outcome, DateTimeOffset now)
    {
        var waiting = outcome.AtFault.Where(item => item.Value.Until is not null).ToArray();
        var settled = outcome.AtFault.Where(item => item.Value.Until is null).ToArray();
        JobRecord?[] parts =
        [
            outcome.Deferral is { } deferral ? Deferred(row, job, outcome, deferral) : null,
            waiting.Length == 0 ? null : AtFault(row, waiting) with { Status = JobStatus.Retry, RunAfter = waiting.Min(item => item.Value.Until) },
            settled.Length == 0 ? null : AtFault(row, settled) with { Status = JobStatus.Failed, RunAfter = null },
        ];
        return [.. parts.OfType<JobRecord>().Select((part, index) => (index == 0 ? part : Apart(part, index)) with { UpdatedAt = now })];
    }

    private static JobRecord Deferred(JobRecord row, EnrichmentJob job, JobOutcome outcome, Deferral deferral)
    {
        var before = row.DeferralsByReason.GetValueOrDefault(deferral.Reason);
        return row with
        {
            Status = JobStatus.Retry,
            InfoHashes = outcome.Deferred,
            Deferrals = job.Deferrals + 1,
            DeferralsByReason = new Dictionary<string, int>(row.DeferralsByReason) { [deferral.Reason] = before + 1 },
            Reason = deferral.Reason,
            Error = deferral.Detail,
            RunAfter = deferral.Until + DatabaseWait.Of(deferral.Reason, before),
        };
    }

    private static JobRecord AtFault(JobRecord row, KeyValuePair<InfoHash, TmdbTitleFault>[] torrents)
    {
        var worst = torrents.MaxBy(item => item.Value.Tries).Value;
        return row with
        {
            InfoHashes = [.. torrents.Select(item => item.Key)],
            Reason = JobReasons.TitleFault,
            Attempts = worst.Tries,
            Error = $"TMDB answers others, and failed on {Counted.Noun(torrents.Length, "this title", "these titles")} {Counted.Of(worst.Tries, "time")}: {worst.Cause}",
        };
    }

    private static JobRecord Apart(JobRecord part, int index) => part with { Id = IdOf(part.Id, index), ETag = null, RowKey = null, IndexKey = null };

    private static string IdOf(string id, int part) => JobLedger.IdOfBody(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}/{part}")));
}
