using System.Collections.Concurrent;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Tmdb;
using Npgsql;

namespace Bitmagnet.Functions.Health;

/// <summary>
/// Joins the newest snapshot with what the parts say just now, asked in parallel and under a deadline: a dead part gives an
/// answer, not a hang.
/// </summary>
public sealed class HealthChecks(
    NpgsqlDataSource database, IndexSchemaSource schemas, SnapshotStore snapshots, FeedStore feed, TmdbGate gate, HealthOptions options, TimeProvider clock)
{
    /// <summary>A second less than an answer may take: the machine may be busy, too.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, DateTimeOffset> seenSince = new(StringComparer.Ordinal);

    private sealed record Asked<T>(PartCheck Check, T? Answer, Finding? Problem);

    /// <summary>The report; never throws because a part is away.</summary>
    public async Task<HealthReport> RunAsync(CancellationToken cancellationToken)
    {
        var databaseTask = AskAsync("database", AskDatabaseAsync, PartFindings.OfDatabase, cancellationToken);
        var snapshotTask = AskAsync("snapshots", snapshots.LatestAsync, PartFindings.OfStorage, cancellationToken);
        var feedTask = AskAsync<FeedState>("feed", async token => await feed.LoadAsync(token), PartFindings.OfStorage, cancellationToken);
        var tmdbTask = AskAsync<TmdbAvailability>("tmdb", async token => await gate.PeekAsync(token), PartFindings.OfStorage, cancellationToken);
        var (live, last, state, tmdb) = (await databaseTask, await snapshotTask, await feedTask, await tmdbTask);

        Finding?[] problems = [live.Problem, last.Problem ?? state.Problem ?? tmdb.Problem];
        var findings = LiveFindings.Join(problems, last.Check.IsUp, last.Answer, state.Answer, tmdb.Answer, options, clock.GetUtcNow());
        var dated = findings.Select(finding => finding with { Since = finding.Since ?? seenSince.GetOrAdd(finding.Code, clock.GetUtcNow()) }).ToArray();
        foreach (var code in seenSince.Keys.Except(findings.Select(finding => finding.Code)))
        {
            seenSince.TryRemove(code, out _);
        }

        return new HealthReport(FindingRules.Worst(dated), clock.GetUtcNow(), dated, [live.Check, last.Check, state.Check, tmdb.Check], last.Answer);
    }

    /// <summary>What is wrong with the database just now; null where nothing is.</summary>
    public async Task<Finding?> FindDatabaseProblemAsync(CancellationToken cancellationToken) =>
        (await AskAsync("database", AskDatabaseAsync, PartFindings.OfDatabase, cancellationToken)).Problem;

    private async Task<IndexSchema?> AskDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken);
        return await schemas.GetAsync(cancellationToken);
    }

    private async Task<Asked<T>> AskAsync<T>(
        string part, Func<CancellationToken, Task<T?>> ask, Func<Exception, Finding> describe, CancellationToken cancellationToken) where T : class
    {
        var started = clock.GetTimestamp();
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            // On another thread, and not waited for beyond the deadline: not all drivers heed a token while they connect.
            var answer = await Task.Run(() => ask(linked.Token), cancellationToken).WaitAsync(Deadline, clock, cancellationToken);
            return new Asked<T>(Check(true), answer, null);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A report that fails because a part does would say nothing of the others.
            return new Asked<T>(Check(false), null, describe(e));
        }

        PartCheck Check(bool isUp) => new(part, isUp, Math.Round(clock.GetElapsedTime(started).TotalMilliseconds, 1));
    }
}
