using System.Collections.Concurrent;
using Azure.Storage.Queues;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Health;

/// <summary>Joins the newest snapshot with what the parts say now; one that is away gives an answer, not a hang.</summary>
public sealed class HealthChecks(
    DatabaseProbe database, QueueServiceClient queues, SnapshotStore snapshots, FeedStore feed, TmdbGate gate, HealthOptions options, TimeProvider clock)
{
    /// <summary>A second less than an answer may take: the machine may be busy, too.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>The first snapshot is there within seconds of the start, or something is wrong.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, DateTimeOffset> seenSince = new(StringComparer.Ordinal);
    private readonly long started = clock.GetTimestamp();

    private sealed record Asked<T>(PartCheck Check, T? Answer, Finding? Problem);

    /// <summary>The report. Does not throw where a part is away.</summary>
    public async Task<HealthReport> RunAsync(CancellationToken cancellationToken)
    {
        var databaseTask = AskDatabaseAsync(cancellationToken);
        var queueTask = AskAsync("queue", AskQueueAsync, PartFindings.OfStorage, cancellationToken);
        var snapshotTask = AskAsync("snapshots", snapshots.LatestAsync, PartFindings.OfStorage, cancellationToken);
        var feedTask = AskAsync<FeedState>("feed", async token => await feed.LoadAsync(token), PartFindings.OfStorage, cancellationToken);
        var tmdbTask = AskAsync<TmdbAvailability>("tmdb", async token => await gate.PeekAsync(token), PartFindings.OfStorage, cancellationToken);
        var (live, queue, last, state, tmdb) = (await databaseTask, await queueTask, await snapshotTask, await feedTask, await tmdbTask);

        var now = clock.GetUtcNow();
        Finding?[] problems = [live.Problem, queue.Problem ?? last.Problem ?? state.Problem ?? tmdb.Problem];
        var hasStarted = clock.GetElapsedTime(started) >= StartTime;
        var findings = LiveFindings.Join(problems, hasStarted, last.Check.IsUp, last.Answer, state.Answer, tmdb.Answer, options, now);
        var dated = findings.Select(finding => finding with { Since = finding.Since ?? seenSince.GetOrAdd(finding.Code, now) }).ToArray();
        foreach (var code in seenSince.Keys.Except(findings.Select(finding => finding.Code)))
        {
            seenSince.TryRemove(code, out _);
        }

        var worst = FindingRules.Worst(dated);
        var status = worst == HealthStatus.Healthy && last.Answer is null ? HealthStatus.Starting : worst;
        return new HealthReport(status, now, dated, [live.Check, queue.Check, last.Check, state.Check, tmdb.Check], last.Answer);
    }

    /// <summary>What is wrong with the database just now; null where nothing is.</summary>
    public async Task<Finding?> FindDatabaseProblemAsync(CancellationToken cancellationToken) => (await AskDatabaseAsync(cancellationToken)).Problem;

    private async Task<Asked<DatabaseAccess>> AskDatabaseAsync(CancellationToken cancellationToken)
    {
        var asked = await AskAsync<DatabaseAccess>("database", async token => await database.CheckAsync(token), PartFindings.OfDatabase, cancellationToken);
        return asked.Answer is { IsUsable: false } access
            ? asked with { Check = asked.Check with { IsUp = false }, Problem = PartFindings.OfDatabase(access) }
            : asked;
    }

    // Timers and queue functions use the host's own clients; of the application's clients this one is nearest to theirs.
    private async Task<QueueClient?> AskQueueAsync(CancellationToken cancellationToken)
    {
        var queue = queues.GetQueueClient(StorageNames.EnrichmentQueue);
        await queue.ExistsAsync(cancellationToken);
        return queue;
    }

    private async Task<Asked<T>> AskAsync<T>(
        string part, Func<CancellationToken, Task<T?>> ask, Func<Exception, Finding> describe, CancellationToken cancellationToken) where T : class
    {
        var started = clock.GetTimestamp();
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            // On a thread of its own, and with a deadline: not every driver heeds a token while it connects.
            var answer = await Task.Run(() => ask(linked.Token), cancellationToken).WaitAsync(Deadline, clock, cancellationToken);
            return new Asked<T>(Check(true), answer, null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A report that failed with one part would say nothing of the others.
            return new Asked<T>(Check(false), null, describe(e));
        }

        PartCheck Check(bool isUp) => new(part, isUp, Math.Round(clock.GetElapsedTime(started).TotalMilliseconds, 1));
    }
}
