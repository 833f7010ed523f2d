using Azure;
using Azure.Identity;
using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bitmagnet.Functions.Health;

/// <summary>
/// What HTTP functions answer while the storage account or the database is away: 503 with problem+json, within seconds. Messages and
/// timers do not pass here: they wait, and try again.
/// </summary>
public sealed class Outages(HealthChecks checks, ILogger<Outages> logger)
{
    private const string RetryAfterSeconds = "10";

    /// <summary>The answer, or 503 where what it needs is away.</summary>
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
    }

    /// <summary>The same for what cannot begin without the database: a connection alone may be waited for longer than a person waits.</summary>
    public async Task<IActionResult> AnswerFromDatabaseAsync(HttpRequest request, Func<Task<IActionResult>> answer, CancellationToken cancellationToken) =>
        await checks.FindDatabaseProblemAsync(cancellationToken) is { } finding ? Unavailable(request, finding) : await AnswerAsync(request, answer);

    private static Finding? Describe(Exception e) => e switch
    {
        _ when StorageFaults.IsOfTheStorage(e) => PartFindings.Storage,
        RequestFailedException { Status: 401 or 403 } or AuthenticationFailedException => PartFindings.Storage,
        _ when DatabaseFaults.IsOfTheDatabase(e) => PartFindings.OfDatabase(e),
        _ => null,
    };

    private static IActionResult Unavailable(HttpRequest request, Finding finding)
    {
        request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Answer.Problem(503, $"{finding.Problem} {finding.Remedy} The request may be repeated.");
    }
}
