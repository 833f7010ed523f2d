using Bitmagnet.Functions.Index.Queue;
using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>What to do with one row.</summary>
/// <param name="Job">The row.</param>
/// <param name="Cause">Why it failed.</param>
/// <param name="Verdict">The decision.</param>
/// <param name="Offloaded">The job to put back; set for <see cref="SweepVerdict.Offload"/> only.</param>
public sealed record SweepDecision(QueueJob Job, SweepCause Cause, SweepVerdict Verdict, OffloadedPayload? Offloaded = null)
{
    /// <summary>Whether the row is to be changed.</summary>
    public bool IsChange => Verdict is not (SweepVerdict.Leave or SweepVerdict.Unreadable);

    /// <summary>Decides. Pure.</summary>
    public static SweepDecision Of(QueueJob job, SweepOptions options, DateTimeOffset now)
    {
        var cause = TmdbErrors.Explain(job.Error) ? SweepCause.Tmdb : SweepCause.Other;
        var leave = new SweepDecision(job, cause, SweepVerdict.Leave); // the least change
        if (job.HasDeadline || job.Queue is not (QueueNames.ProcessTorrent or QueueNames.ProcessTorrentBatch))
        {
            return leave;
        }

        if (job.Unreadable is not null && job.Status != JobStatus.Processed)
        {
            return leave with { Verdict = SweepVerdict.Unreadable };
        }

        if (job.HasUnreadableArchival && job.Status != JobStatus.Processed)
        {
            leave = leave with { Verdict = SweepVerdict.Repair };
        }

        return job.Status switch
        {
            // Twins block the whole queue as soon as the pending one fails (bitmagnet contract §2), so they are removed at once.
            JobStatus.Retry when job.HasPendingTwin => leave with { Verdict = SweepVerdict.RemoveTwin },
            JobStatus.Retry when job.RunAfter <= now - options.StaleAfter => OfStale(leave, options),
            JobStatus.Failed when job.RanAt >= now - options.FailedWithin => OfFailed(leave),
            _ => leave,
        };
    }

    private static SweepDecision OfStale(SweepDecision leave, SweepOptions options)
    {
        switch (leave.Cause == SweepCause.Tmdb ? options.PolicyTmdb : options.PolicyOther)
        {
            case SweepPolicy.Release:
                return leave with { Verdict = SweepVerdict.Release };
            case SweepPolicy.Purge:
                return leave with { Verdict = SweepVerdict.Purge };
            case SweepPolicy.Offload:
                return OffloadedPayload.TryMake(leave.Job.Queue, leave.Job.Payload, only: null, out var offloaded) switch
                {
                    OffloadState.Ready => leave with { Verdict = SweepVerdict.Offload, Offloaded = offloaded },
                    // Offloading it again changes nothing; it can only run again.
                    OffloadState.AlreadyOffloaded => leave with { Verdict = SweepVerdict.Release },
                    _ => leave with { Verdict = SweepVerdict.Unreadable },
                };
            default:
                return leave;
        }
    }

    // A job that failed without outside services would fail again in the same way, so it is never offloaded twice.
    private static SweepDecision OfFailed(SweepDecision leave) =>
        leave.Job.Queue != QueueNames.ProcessTorrent
            ? leave
            : OffloadedPayload.TryMake(leave.Job.Queue, leave.Job.Payload, leave.Job.InvisibleTorrents, out var offloaded) switch
            {
                OffloadState.Unreadable => leave with { Verdict = SweepVerdict.Unreadable },
                OffloadState.Ready when leave.Job.InvisibleTorrents.Count > 0 => leave with { Verdict = SweepVerdict.Offload, Offloaded = offloaded },
                _ => leave,
            };
}

/// <summary>Why a job failed, according to its error.</summary>
public enum SweepCause
{
    /// <summary>Another cause, or no error at all.</summary>
    Other,

    /// <summary>TMDB refused, failed or could not be reached.</summary>
    Tmdb,
}

/// <summary>The decision about one row of queue_jobs.</summary>
public enum SweepVerdict
{
    /// <summary>Not touched.</summary>
    Leave,

    /// <summary>Made readable: only its archival_duration changes. Rows with another verdict are repaired as well.</summary>
    Repair,

    /// <summary>Back to pending, due now.</summary>
    Release,

    /// <summary>Deleted, since an equal pending job exists.</summary>
    RemoveTwin,

    /// <summary>Back to pending, due now, with outside services off.</summary>
    Offload,

    /// <summary>Deleted.</summary>
    Purge,

    /// <summary>Not touched, since a value cannot be read.</summary>
    Unreadable,
}
