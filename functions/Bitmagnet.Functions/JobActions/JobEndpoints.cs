using Azure;
using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.JobActions;

/// <summary>The ledger over HTTP. Lists, deletions and replays of many take <c>?status=&amp;reason=&amp;limit=&amp;continuation=</c>.</summary>
public sealed class JobEndpoints(JobLedger ledger, JobLevers levers, JobTorrents torrents)
{
    private const int DefaultLimit = 50;
    private const int LargestList = 200;
    private const int LargestReplay = 1_000;

    /// <summary><c>GET /api/jobs</c>.</summary>
    public Task<IActionResult> ListAsync(HttpRequest request, CancellationToken cancellationToken) => AnswerAsync(
        request, LargestList, "pending, processed, retry or failed", [null, .. Enum.GetValues<JobStatus>()], async filter =>
        {
            var page = await ledger.ListAsync(filter.Status, filter.Reason, filter.Continuation, filter.Limit, cancellationToken);
            return Answer.Of(new JobList([.. page.Jobs.Select(job => new JobView(job))], page.Continuation));
        });

    /// <summary><c>GET /api/jobs/{id}</c>.</summary>
    public async Task<IActionResult> GetAsync(string id, CancellationToken cancellationToken) =>
        JobIds.IsAllowed(id) && await ledger.GetAsync(id, cancellationToken) is { } job ? Answer.Of(new JobDetail(job)) : NoSuchJob(id);

    /// <summary><c>GET /api/jobs/{id}/torrents</c>.</summary>
    public async Task<IActionResult> TorrentsAsync(string id, CancellationToken cancellationToken) =>
        JobIds.IsAllowed(id) && await torrents.ListAsync(id, cancellationToken) is { } list ? Answer.Of(list) : NoSuchJob(id);

    /// <summary><c>DELETE /api/jobs</c>.</summary>
    public Task<IActionResult> DeleteAllAsync(HttpRequest request, CancellationToken cancellationToken) => AnswerAsync(
        request, LargestList, "failed, retry or processed", [JobStatus.Failed, JobStatus.Retry, JobStatus.Processed],
        async filter => Answer.Of(await levers.DeleteAllAsync(filter, cancellationToken)));

    /// <summary><c>POST /api/jobs/{id}/replay</c>.</summary>
    public async Task<IActionResult> ReplayAsync(string id, CancellationToken cancellationToken)
    {
        var outcome = JobIds.IsAllowed(id) ? await levers.ReplayAsync(id, cancellationToken) : ReplayOutcome.Missing;
        return outcome switch
        {
            ReplayOutcome.Missing => NoSuchJob(id),
            ReplayOutcome.NoJob => Answer.Problem(409, "The job's body is no job, so that there is nothing to run; send a corrected message, and delete this one."),
            _ => Answer.Of(new ReplayedJob(id, outcome)),
        };
    }

    /// <summary><c>POST /api/jobs/replay</c>. Without status and reason, a mistyped request would run everything again.</summary>
    public Task<IActionResult> ReplayAllAsync(HttpRequest request, CancellationToken cancellationToken) => AnswerAsync(
        request, LargestReplay, "failed or retry", [null, JobStatus.Failed, JobStatus.Retry], async filter => filter is { Status: null, Reason: null }
            ? Answer.Refuse("reason", null, "that of failed jobs, such as poisoned; or the parameter status instead")
            : Answer.Of(await levers.ReplayAllAsync(filter with { Status = filter.Status ?? JobStatus.Failed }, cancellationToken)));

    /// <summary><c>DELETE /api/jobs/{id}</c>.</summary>
    public async Task<IActionResult> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var outcome = JobIds.IsAllowed(id) ? await levers.DeleteAsync(id, cancellationToken) : DeleteOutcome.Missing;
        return outcome switch
        {
            DeleteOutcome.Missing => NoSuchJob(id),
            DeleteOutcome.Pending => Answer.Problem(409, "The job is pending: its message is in the queue and would bring the row back. Failed and deferred jobs can be deleted."),
            _ => Answer.Of(new DeletedJob(id, outcome)),
        };
    }

    private static async Task<IActionResult> AnswerAsync(
        HttpRequest request, int largest, string allowed, JobStatus?[] statuses, Func<JobFilter, Task<IActionResult>> answer)
    {
        var query = new RequestQuery(request, "status", "reason", "limit", "continuation");
        var status = query.Text("status");
        var named = statuses.FirstOrDefault(known => string.Equals(known?.ToString(), status, StringComparison.OrdinalIgnoreCase));
        query.Require(named is not null || (status is null && statuses.Contains(null)), "status", allowed);
        var filter = new JobFilter(named, query.Text("reason"), query.Text("continuation"), query.Number("limit", DefaultLimit, 1, largest));
        try
        {
            return query.Refusal ?? await answer(filter);
        }
        catch (Exception e) when (e is FormatException or RequestFailedException { Status: 400 })
        {
            return Answer.Refuse("continuation", filter.Continuation, "that of an earlier answer to the same question");
        }
    }

    private static IActionResult NoSuchJob(string id) => Answer.Problem(404, JobIds.IsAllowed(id)
        ? $"There is no job '{id}': it was processed or deleted, or never existed."
        : $"There is no job {Answer.Shown(id)}: an id is {JobIds.Allowed}.");
}

/// <summary>One page of jobs.</summary>
/// <param name="Jobs">Oldest first; a page may be empty and yet have a next one.</param>
/// <param name="Continuation">Asks for the next page; null on the last.</param>
public sealed record JobList(IReadOnlyList<JobView> Jobs, string? Continuation);

/// <summary>The result of a request to delete a job.</summary>
/// <param name="Id">The job.</param>
/// <param name="Outcome">deleted.</param>
public sealed record DeletedJob(string Id, DeleteOutcome Outcome);

/// <summary>The result of a request to run a job again.</summary>
/// <param name="Id">The job.</param>
/// <param name="Outcome">replayed, or alreadyPending.</param>
public sealed record ReplayedJob(string Id, ReplayOutcome Outcome);
