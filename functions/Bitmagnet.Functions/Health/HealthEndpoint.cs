using Bitmagnet.Functions.Http;

namespace Bitmagnet.Functions.Health;

/// <summary>The report over HTTP.</summary>
public sealed class HealthEndpoint(HealthChecks checks)
{
    /// <summary>200 for healthy and degraded, 503 for unhealthy; JSON, or text for people.</summary>
    /// <param name="format">json (also where nothing is said) or text.</param>
    public async Task<IActionResult> AnswerAsync(string? format, CancellationToken cancellationToken)
    {
        if (format is not (null or "" or "json" or "text"))
        {
            return Answer.Refuse("format", format, "json or text");
        }

        var report = await checks.RunAsync(cancellationToken);
        var status = report.Status == HealthStatus.Unhealthy ? 503 : 200;
        return format == "text"
            ? new ContentResult { StatusCode = status, ContentType = "text/plain; charset=utf-8", Content = HealthText.Of(report) }
            : Answer.Of(report, status);
    }
}
