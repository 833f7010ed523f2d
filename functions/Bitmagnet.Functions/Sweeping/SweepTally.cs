using System.Text.RegularExpressions;
using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>Counts what one run sees and does. Its memory does not grow with the number of rows.</summary>
internal sealed partial class SweepTally(SweepRun run)
{
    private const int SamplesPerGroup = 3;

    // Rows of other verdicts can be found by a query; unreadable ones only by their ids.
    private const int SamplesOfUnreadable = 20;
    private const int SampleLength = 120;

    private readonly Dictionary<(string Queue, JobStatus Status, SweepCause Cause, SweepVerdict Verdict), (long Rows, List<SweepSample> Samples)> groups = [];

    /// <summary>The run so far, without its groups.</summary>
    public SweepRun Run { get; private set; } = run;

    /// <summary>Everything seen, by queue, status, cause and verdict.</summary>
    public IReadOnlyList<SweepGroup> Groups =>
    [
        .. groups
            .Select(group => new SweepGroup(group.Key.Queue, group.Key.Status, group.Key.Cause, group.Key.Verdict, group.Value.Rows, group.Value.Samples))
            .OrderByDescending(group => group.Rows),
    ];

    public void Decided(List<SweepDecision> decisions, DateTimeOffset now)
    {
        var (changes, unreadable, recentErrors, lastError) = (0, 0, 0, Run.LastTmdbError);
        foreach (var decision in decisions)
        {
            var (job, cause, verdict, _) = decision;
            var key = (job.Queue, job.Status, cause, verdict);
            var (rows, samples) = groups.GetValueOrDefault(key, (0, []));
            var isUnreadable = verdict == SweepVerdict.Unreadable;
            if (samples.Count < (isUnreadable ? SamplesOfUnreadable : SamplesPerGroup))
            {
                samples.Add(new SweepSample(job.Id, Shorten(job.Error), isUnreadable ? job.Unreadable ?? "payload" : null));
            }

            groups[key] = (rows + 1, samples);
            changes += decision.IsChange ? 1 : 0;
            unreadable += isUnreadable ? 1 : 0;
            if (cause == SweepCause.Tmdb && job.RanAt is { } failedAt && failedAt <= now)
            {
                recentErrors += failedAt > now - SweepRun.Recently ? 1 : 0;
                lastError = failedAt > lastError ? failedAt : lastError ?? failedAt;
            }
        }

        Run = Run with
        {
            Seen = Run.Seen + decisions.Count,
            Decided = Run.Decided + changes,
            Unreadable = Run.Unreadable + unreadable,
            RecentTmdbErrors = Run.RecentTmdbErrors + recentErrors,
            LastTmdbError = lastError,
        };
    }

    public void Changed(int rows) => Run = Run with { Changed = Run.Changed + rows };

    public void Refused() => Run = Run with { Conflicts = Run.Conflicts + 1 };

    public void FoundTwice(long rows) => Run = Run with { ShownTwice = Run.ShownTwice + rows };

    public void FoundOrphans(int torrents) => Run = Run with { Orphans = Run.Orphans + torrents };

    private static string? Shorten(string? error)
    {
        var safe = error is null ? null : Secret().Replace(error, "${name}=…");
        return safe?.Length > SampleLength ? safe[..SampleLength] + "…" : safe;
    }

    // Go's errors carry the URL, and in it the key and the title searched for.
    [GeneratedRegex(@"\b(?<name>api_key|query)=[^&""\s]*", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
