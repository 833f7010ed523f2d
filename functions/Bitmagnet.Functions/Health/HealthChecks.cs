using Azure;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Tmdb;
using Npgsql;

namespace Bitmagnet.Functions.Health;

/// <summary>Asks the parts how they are, in parallel and under a deadline: a dead part gives an answer, not a hang.</summary>
public sealed class HealthChecks(
    NpgsqlDataSource database, JobLedger ledger, FeedStore feed, TmdbGate tmdb, TimeProvider clock)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2.5);

    /// <summary>The report; never throws because a part is away.</summary>
    public async Task<HealthReport> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var findings = new List<Finding>();
        var schemaTask = Task.Run(() => IndexSchema.ReadAsync(database, linked.Token), cancellationToken);
        var countsTask = Task.Run(() => ledger.CountAsync(linked.Token), cancellationToken);
        var feedTask = Task.Run(() => feed.LoadAsync(linked.Token), cancellationToken);
        var tmdbTask = Task.Run(() => tmdb.CurrentAsync(linked.Token), cancellationToken);

        var schema = await AskAsync(schemaTask, DatabaseFinding, findings);
        var counts = await AskAsync(countsTask, StorageFinding, findings);
        var state = await AskAsync(feedTask, _ => null, findings);
        var availability = await AskAsync(tmdbTask, _ => null, findings);
        if (availability is not null && TmdbFindings.Of(availability) is { } finding)
        {
            findings.Add(finding);
        }

        if (state?.PausedSince is { } since)
        {
            findings.Add(new Finding("paused", HealthStatus.Degraded, "The feed is paused.", "POST /api/enrichment/resume.", since));
        }

        if (counts?.Failed > 0)
        {
            findings.Add(new Finding("jobs_failed", HealthStatus.Degraded, $"{counts.Failed} jobs failed.",
                "GET /api/jobs?status=failed says why; POST /api/jobs/{id}/replay tries again.", null));
        }

        var worst = findings.Count == 0 ? HealthStatus.Healthy : findings.Max(item => item.Severity);
        return new HealthReport(
            worst.ToString().ToLowerInvariant(), clock.GetUtcNow(), schema?.Version, availability?.Status.ToString().ToLowerInvariant(),
            counts?.Pending, counts?.Retry, counts?.Failed, counts?.DeferredByReason, [.. findings.OrderByDescending(item => item.Severity)]);
    }

    private static async Task<T?> AskAsync<T>(Task<T> task, Func<Exception, Finding?> describe, List<Finding> findings) where T : class
    {
        try
        {
            // The drivers do not all heed a token while they connect.
            return await task.WaitAsync(Deadline);
        }
        catch (Exception e) when (e is NpgsqlException or RequestFailedException or OperationCanceledException or TimeoutException
            or SchemaNotSupportedException or AggregateException or System.Net.Sockets.SocketException)
        {
            if (describe(e) is { } finding)
            {
                findings.Add(finding);
            }

            return null;
        }
    }

    private static Finding DatabaseFinding(Exception e) => e is SchemaNotSupportedException
        ? new Finding("schema_not_supported", HealthStatus.Unhealthy, e.Message, "Use a bitmagnet release with schema 12 to 20.", null)
        : new Finding("database_unavailable", HealthStatus.Unhealthy, "PostgreSQL does not answer.",
            "Check POSTGRES_DSN (or POSTGRES_HOST and the rest) and that the server runs.", null);

    private static Finding StorageFinding(Exception e) => new(
        "storage_unavailable", HealthStatus.Unhealthy, "The storage account does not answer.", "Check AzureWebJobsStorage.", null);
}
