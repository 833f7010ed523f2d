using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Health;

/// <summary>
/// How every HTTP function ends: while the storage account or the database is away, with 503 within seconds; where the application itself
/// is at fault, with 500; both as problem+json. Messages and timers do not pass here: they wait, and try again.
/// </summary>
public sealed class Outages(HealthChecks checks, ILogger<Outages> logger)
{
    private const string RetryAfterSeconds = "10";

    /// <summary>The answer, 503 where what it needs is away, or 500 where it fails.</summary>
    public async Task<IActionResult> AnswerAsync(HttpRequest request, Func<Task<IActionResult>> answer)
    {
        StoragePatience.SomebodyWaits();
        try
        {
            return await answer();
        }
        catch (Exception e) when (Describe(e) is { } finding)
        {
            Log.PartAway(logger, finding.Code, e);
            return Unavailable(request, finding);
        }
        catch (Exception e) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            Log.RequestFailed(logger, e);
            return Answer.Problem(500, $"The application failed ({e.GetType().Name}); its log has the details. The request may be repeated.");
        }
    }

    /// <summary>The same for an answer that is at hand.</summary>
    public Task<IActionResult> AnswerAsync(HttpRequest request, Func<IActionResult> answer) => AnswerAsync(request, () => Task.FromResult(answer()));

    /// <summary>The same for what cannot begin without the database: a connection alone may be waited for longer than a person waits.</summary>
    public async Task<IActionResult> AnswerFromDatabaseAsync(HttpRequest request, Func<Task<IActionResult>> answer, CancellationToken cancellationToken) =>
        await checks.FindDatabaseProblemAsync(cancellationToken) is { } finding ? Unavailable(request, finding) : await AnswerAsync(request, answer);

    private static Finding? Describe(Exception e) => e switch
    {
        _ when StorageFaults.IsOfTheStorage(e) => PartFindings.OfStorage(e),
        _ when DatabaseFaults.IsOfTheDatabase(e) => PartFindings.OfDatabase(e),
        _ => null,
    };

    private static IActionResult Unavailable(HttpRequest request, Finding finding)
    {
        request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Answer.Problem(503, $"{finding.Problem} {finding.Remedy} The request may be repeated.");
    }
}
