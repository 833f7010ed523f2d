using Azure;
using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Jobs;

namespace Bitmagnet.Functions.JobActions;

/// <summary>The ledger over HTTP.</summary>
public sealed class JobEndpoints(JobLedger ledger, JobLevers levers, JobTorrents torrents)
{
    private const int DefaultLimit = 50;
    private const int LargestList = 200;
    private const int LargestReplay = 1_000;

    /// <summary><c>GET /api/jobs?status=&amp;reason=&amp;limit=&amp;continuation=</c>.</summary>
    public async Task<IActionResult> ListAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (RequestQuery.RefuseUnknown(request, "status", "reason", "limit", "continuation") is { } refusal)
        {
            return refusal;
        }

        var query = request.Query;
        var (status, isStatus) = ReadStatus(query["status"]);
        if (!isStatus)
        {
            return Answer.Refuse("status", query["status"], "pending, processed, retry or failed");
        }

        if (ReadLimit(query["limit"], LargestList) is not { } limit)
        {
            return Answer.Refuse("limit", query["limit"], $"a number from 1 to {LargestList}");
        }

        return await ContinueAsync(query["continuation"], async () =>
        {
            var page = await ledger.ListAsync(status, Text(query["reason"]), Text(query["continuation"]), limit, cancellationToken);
            return Answer.Of(new JobList([.. page.Jobs.Select(job => new JobView(job))], page.Continuation));
        });
    }

    /// <summary><c>GET /api/jobs/{id}</c>.</summary>
    public async Task<IActionResult> GetAsync(string id, CancellationToken cancellationToken) =>
        JobIds.IsAllowed(id) && await ledger.GetAsync(id, cancellationToken) is { } job ? Answer.Of(new JobDetail(job)) : NoSuchJob(id);

    /// <summary><c>GET /api/jobs/{id}/torrents</c>.</summary>
    public async Task<IActionResult> TorrentsAsync(string id, CancellationToken cancellationToken) =>
        JobIds.IsAllowed(id) && await torrents.ListAsync(id, cancellationToken) is { } list ? Answer.Of(list) : NoSuchJob(id);

    /// <summary><c>DELETE /api/jobs?status=&amp;reason=&amp;limit=&amp;continuation=</c>.</summary>
    public async Task<IActionResult> DeleteAllAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (RequestQuery.RefuseUnknown(request, "status", "reason", "limit", "continuation") is { } refusal)
        {
            return refusal;
        }

        var query = request.Query;
        if (ReadStatus(query["status"]) is not ({ } status, true) || status == JobStatus.Pending)
        {
            return Answer.Refuse("status", Text(query["status"]), "failed, retry or processed");
        }

        if (ReadLimit(query["limit"], LargestList) is not { } limit)
        {
            return Answer.Refuse("limit", query["limit"], $"a number from 1 to {LargestList}");
        }

        return await ContinueAsync(query["continuation"], async () =>
            Answer.Of(await levers.DeleteAllAsync(status, Text(query["reason"]), Text(query["continuation"]), limit, cancellationToken)));
    }

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

    /// <summary><c>POST /api/jobs/replay?status=&amp;reason=&amp;limit=&amp;continuation=</c>.</summary>
    public async Task<IActionResult> ReplayAllAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (RequestQuery.RefuseUnknown(request, "status", "reason", "limit", "continuation") is { } refusal)
        {
            return refusal;
        }

        var query = request.Query;
        var (status, isStatus) = ReadStatus(query["status"]);
        if (!isStatus || status is JobStatus.Pending or JobStatus.Processed)
        {
            return Answer.Refuse("status", query["status"], "failed or retry");
        }

        // Without either, a mistyped request would run everything again.
        var reason = Text(query["reason"]);
        if (reason is null && status is null)
        {
            return Answer.Refuse("reason", query["reason"], "that of failed jobs, such as poisoned; or the parameter status instead");
        }

        if (ReadLimit(query["limit"], LargestReplay) is not { } limit)
        {
            return Answer.Refuse("limit", query["limit"], $"a number from 1 to {LargestReplay}");
        }

        return await ContinueAsync(query["continuation"], async () =>
            Answer.Of(await levers.ReplayAllAsync(status ?? JobStatus.Failed, reason, Text(query["continuation"]), limit, cancellationToken)));
    }

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

    private static async Task<IActionResult> ContinueAsync(string? continuation, Func<Task<IActionResult>> answer)
    {
        try
        {
            return await answer();
        }
        catch (Exception e) when (e is FormatException or RequestFailedException { Status: 400 })
        {
            return Answer.Refuse("continuation", continuation, "that of an earlier answer to the same question");
        }
    }

    private static IActionResult NoSuchJob(string id) => Answer.Problem(404, JobIds.IsAllowed(id)
        ? $"There is no job '{id}': it was processed or deleted, or never existed."
        : $"There is no job {Answer.Shown(id)}: an id is {JobIds.Allowed}.");

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static int? ReadLimit(string? text, int largest) => string.IsNullOrEmpty(text)
        ? DefaultLimit
        : int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var limit)
            && limit > 0 && limit <= largest ? limit : null;

    private static (JobStatus? Status, bool IsValid) ReadStatus(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return (null, true);
        }

        // Enum.TryParse would also take numbers.
        var found = Array.FindIndex(Enum.GetNames<JobStatus>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return found < 0 ? (null, false) : (Enum.GetValues<JobStatus>()[found], true);
    }
}

/// <summary>One page of jobs.</summary>
/// <param name="Jobs">Oldest first; a page may be empty and yet have a next one.</param>
/// <param name="Continuation">Asks for the next page; null on the last.</param>
public sealed record JobList(IReadOnlyList<JobView> Jobs, string? Continuation);

/// <summary>The torrents of a job.</summary>
/// <param name="Torrents">Those still to do, in the job's order.</param>
public sealed record JobTorrentList(IReadOnlyList<JobTorrent> Torrents);

/// <summary>The result of a request to delete a job.</summary>
/// <param name="Id">The job.</param>
/// <param name="Outcome">deleted.</param>
public sealed record DeletedJob(string Id, DeleteOutcome Outcome);

/// <summary>The result of a request to run a job again.</summary>
/// <param name="Id">The job.</param>
/// <param name="Outcome">replayed, or alreadyPending.</param>
public sealed record ReplayedJob(string Id, ReplayOutcome Outcome);
