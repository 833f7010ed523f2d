using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Resolving;

namespace Bitmagnet.Functions.Torrents;

/// <summary>Tells what happens to a torrent next. Pure.</summary>
public static class NextStepRules
{
    /// <summary>The next step.</summary>
    /// <param name="resolution">What its name is matched to; null where it was not looked up.</param>
    /// <param name="rejected">The content that people took off it.</param>
    /// <param name="untypedVideo">Whether video without a type is enriched.</param>
    public static NextStep Of(
        IndexedTorrent torrent, IReadOnlyList<JobRecord> jobs, Resolution? resolution, IReadOnlyList<ContentRef> rejected, bool untypedVideo) => torrent switch
        {
            { IsAttached: true } => new(NextActor.Nobody, "No action needed: the torrent has its title."),
            { HasRow: false } => new(NextActor.Bitmagnet, "bitmagnet has not classified the torrent yet. Enrichment follows."),
            { IsActiveInQueue: true } => new(NextActor.Bitmagnet, "bitmagnet has the torrent in its queue. Enrichment follows."),
            _ when OfJobs(jobs) is { } step => step,
            _ when !IsEnriched(torrent, untypedVideo) => new(NextActor.Nobody, $"No action needed: bitmagnet says it is {torrent.TypeName ?? "of no type and not mainly video"}, which TMDB does not cover. Attach a title if that is wrong."),
            _ => OfResolution(resolution, rejected),
        };

    private static NextStep? OfJobs(IReadOnlyList<JobRecord> jobs) =>
        jobs.Any(job => job.Status == JobStatus.Pending) ? new(NextActor.Job, "Its job is in the queue and runs soon.")
        : jobs.Where(job => job.Status == JobStatus.Retry).MinBy(job => job.RunAfter) is { } retry ? new(NextActor.Job, $"Its job is deferred ({retry.Reason}) and runs again by itself.", retry.RunAfter)
        : jobs.FirstOrDefault(job => job.Status == JobStatus.Failed) is { } failed ? new(NextActor.Person, $"Its job failed ({failed.Reason}) and needs attention: replay or delete it.")
        : null;

    private static NextStep OfResolution(Resolution? resolution, IReadOnlyList<ContentRef> rejected) => resolution switch
    {
        Resolution.Matched matched when rejected.Contains(matched.Content.Ref) => new(NextActor.Person, $"It looks like \"{matched.Content.Title}\", which a person took off. Attach the right title."),
        Resolution.Matched matched => new(NextActor.Feed, $"It matches \"{matched.Content.Title}\", which the feed attaches when it comes to this torrent. Look it up now to have it at once."),
        Resolution.Unmatched => new(NextActor.Feed, "It is looked up again by the next backfill, or when bitmagnet changes it. Attach the title if you know it."),
        Resolution.Deferred deferred => new(NextActor.Feed, "It is looked up once TMDB can be asked again.", deferred.State.Until),
        Resolution.Refused refused => new(NextActor.Feed, "TMDB fails on this title only. It is asked again later.", refused.Fault.Until),
        _ => new(NextActor.Feed, "It was not decided in time. Load the page again."),
    };

    private static bool IsEnriched(IndexedTorrent torrent, bool untypedVideo) =>
        torrent.Type is not null || (torrent.TypeName is null && torrent.IsVideo && untypedVideo);
}
