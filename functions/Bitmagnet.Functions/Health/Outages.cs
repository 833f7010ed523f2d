using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Storage;

namespace Bitmagnet.Functions.Health;

/// <summary>
/// Turns faults into answers for every HTTP function: 503 within seconds while the storage account or the database is away, 500 where the
/// application itself is at fault, both as problem+json. Messages and timers do without: they wait, and try again.
/// </summary>
public sealed class Outages(HealthChecks checks, ILogger<Outages> logger)
{
    private const string RetryAfterSeconds = "10";

    /// <summary>The answer; 503 where a part that it needs is away; 500 where it fails.</summary>
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

    /// <summary>The same for an answer that begins with the database: connecting alone may outlast a person's patience.</summary>
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
