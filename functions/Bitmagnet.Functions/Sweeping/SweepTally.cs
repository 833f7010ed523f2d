using System.Text.RegularExpressions;

namespace Bitmagnet.Functions.Sweeping;

/// <summary>Counts what one run sees and does. Its memory does not grow with the number of rows.</summary>
internal sealed partial class SweepTally
{
    private const int SamplesPerGroup = 3;

    // Rows of other verdicts can be found by a query; unreadable ones only by their ids.
    private const int SamplesOfUnreadable = 20;
    private const int SampleLength = 120;

    private readonly Dictionary<(string, QueueJobStatus, SweepCause, SweepVerdict), (long Rows, List<SweepSample> Samples)> groups = [];

    /// <summary>Rows read.</summary>
    public long Seen { get; private set; }

    /// <summary>Rows to change.</summary>
    public long DecidedToChange { get; private set; }

    /// <summary>Rows changed.</summary>
    public long ChangedRows { get; private set; }

    /// <summary>Rows whose change the database refused.</summary>
    public long Conflicts { get; private set; }

    /// <summary>Rows set aside.</summary>
    public long Unreadable { get; private set; }

    /// <summary>Rows with an error of TMDB's within the last day.</summary>
    public long RecentTmdbErrors { get; private set; }

    /// <summary>The last error of TMDB's seen; null: none.</summary>
    public DateTimeOffset? LastTmdbError { get; private set; }

    /// <summary>Unmatched rows of torrents that show twice.</summary>
    public long ShownTwice { get; set; }

    /// <summary>Torrents with neither row nor job.</summary>
    public long Orphans { get; set; }

    /// <summary>Everything seen, by queue, status, cause and verdict.</summary>
    public IReadOnlyList<SweepGroup> Groups =>
    [
        .. groups.Select(group => new SweepGroup
        {
            Queue = group.Key.Item1,
            Status = group.Key.Item2,
            Cause = group.Key.Item3,
            Verdict = group.Key.Item4,
            Rows = group.Value.Rows,
            Samples = group.Value.Samples,
        }).OrderByDescending(group => group.Rows),
    ];

    public void Decided(List<SweepDecision> decisions, DateTimeOffset now)
    {
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
            Seen++;
            DecidedToChange += decision.IsChange ? 1 : 0;
            Unreadable += isUnreadable ? 1 : 0;
            if (cause == SweepCause.Tmdb && job.RanAt is { } failedAt && failedAt <= now)
            {
                RecentTmdbErrors += failedAt > now - SweepRun.Recently ? 1 : 0;
                LastTmdbError = failedAt > LastTmdbError ? failedAt : LastTmdbError ?? failedAt;
            }
        }
    }

    public void Changed(int rows) => ChangedRows += rows;

    public void Refused() => Conflicts++;

    private static string? Shorten(string? error)
    {
        var safe = error is null ? null : Secret().Replace(error, "${name}=…");
        return safe?.Length > SampleLength ? safe[..SampleLength] + "…" : safe;
    }

    // Go's errors carry the URL, and in it the key and the title searched for.
    [GeneratedRegex(@"\b(?<name>api_key|query)=[^&""\s]*", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
