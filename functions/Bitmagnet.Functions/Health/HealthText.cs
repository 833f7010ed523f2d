using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Health;

/// <summary>The report for people: <c>?format=text</c>.</summary>
internal static class HealthText
{
    /// <summary>Some lines of plain text.</summary>
    public static string Of(HealthReport report)
    {
        var text = new StringBuilder();
        Line($"{report.Status.ToString().ToUpperInvariant()} at {report.At:u}");
        foreach (var finding in report.Findings)
        {
            Line($"{finding.Severity,-9} {finding.Code}, since {finding.Since:u}");
            Line($"          {finding.Problem}");
            Line($"          Do: {finding.Remedy}{(finding.Call is { } call ? $" ({call})" : "")}");
        }

        foreach (var part in report.Parts)
        {
            Line($"{part.Part,-10}{(part.IsUp ? "up" : "away"),-6}{part.Milliseconds,8:0.0} ms");
        }

        if (report.Snapshot is { } snapshot)
        {
            Write(snapshot);
        }

        return text.ToString();

        static string Known(long? figure) => figure?.ToString("N0", CultureInfo.InvariantCulture) ?? "unknown";

        static string Finished(QueueFigures queue) => queue is { Completions: null, Changes: { } most }
            ? string.Create(CultureInfo.InvariantCulture, $"unknown (at most {most:N0})")
            : Known(queue.Completions);

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());

        void Write(HealthSnapshot snapshot)
        {
            Line($"Figures of {snapshot.At:u}, instances: {snapshot.Instances}");
            if (snapshot.Database is { } database)
            {
                foreach (var group in database.Queue.Groups)
                {
                    Line($"bitmagnet {group.Queue,-22} {group.Status,-10} {group.Jobs,12:N0}{(database.Queue.IsEstimate ? " (estimate)" : "")}");
                }

                Line($"bitmagnet arrived {Known(database.Queue.Arrivals)}, finished {Finished(database.Queue)} since the snapshot before");
                Line($"index     {database.Index.Attached:N0} of {database.Index.Eligible:N0} enriched ({database.Index.Share:P1}){(database.Index.IsEstimate ? " (estimate)" : "")}");
            }

            Line($"ledger    pending {snapshot.Ledger.Pending:N0}, retry {snapshot.Ledger.Retry:N0}, failed {snapshot.Ledger.Failed:N0}, processed {snapshot.Ledger.Processed:N0}");
            Line($"queue     messages {snapshot.Ledger.QueueDepth:N0}, poisoned {snapshot.Ledger.PoisonDepth:N0}");
            Line($"backfill  {snapshot.Feed.BackfillShare:P1}, time left {snapshot.Feed.BackfillTimeLeft?.ToString("d\\.hh\\:mm", CultureInfo.InvariantCulture) ?? "-"}");
            if (snapshot.Feed.Requested is { State: not "none" } requested)
            {
                Line($"requested {requested.State}, {requested.Share:P1}, {Counted.Of(requested.Fed, "torrent")} fed, time left {requested.TimeLeft?.ToString("d\\.hh\\:mm", CultureInfo.InvariantCulture) ?? "-"}");
            }

            Line($"TMDB      {snapshot.Tmdb.Status}, {Counted.Of((long)Math.Round(snapshot.Tmdb.RequestsPerMinute ?? 0), "request")} a minute of {snapshot.Tmdb.BudgetPerMinute?.ToString("0", CultureInfo.InvariantCulture) ?? "any number"}, {snapshot.Tmdb.CacheHitShare ?? 0:P0} from the cache");
        }
    }
}
