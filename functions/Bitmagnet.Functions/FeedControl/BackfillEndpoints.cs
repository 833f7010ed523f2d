using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.FeedControl;

/// <summary><c>/api/backfill</c>.</summary>
public sealed class BackfillEndpoints(BackfillLever lever)
{
    private const int MaxBytes = 4 * 1024;
    private const string Since = "since";
    private const string Until = "until";
    private const string ContentTypes = "contentTypes";
    private const string Text = "text";
    private const string Rematch = "rematch";
    private const int LongestText = 200;

    /// <summary><c>POST</c>: 202 with the walk; 409 where one is under way.</summary>
    public async Task<IActionResult> StartAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = await RequestFields.ReadAsync(request, MaxBytes, [Since, Until, ContentTypes, Text, Rematch], cancellationToken);
        var filter = new FeedFilter(
            fields.Time(Since), fields.Time(Until), fields.List<ContentType>(ContentTypes, 3, "one of movie, tv_show and xxx", IsType), fields.Flag(Rematch))
        {
            Text = fields.Words(Text, LongestText),
        };
        if (filter.Until <= filter.Since)
        {
            fields.Refuse(Until, $"a time after {Since}");
        }

        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        if (await lever.StartAsync(filter, cancellationToken) is not { } status)
        {
            return Answer.Problem(409, "A backfill is under way already. Wait for its end, or cancel it first.");
        }

        request.HttpContext.Response.Headers.Location = request.PathBase.Add(request.Path).Value;
        return Answer.Of(status, 202);
    }

    /// <summary><c>GET</c>: the walk that was asked for last.</summary>
    public async Task<IActionResult> ShowAsync(CancellationToken cancellationToken) => Answer.Of(await lever.ShowAsync(cancellationToken));

    /// <summary><c>DELETE</c>: ends the walk under way.</summary>
    public async Task<IActionResult> CancelAsync(CancellationToken cancellationToken) => Answer.Of(await lever.CancelAsync(cancellationToken));

    private static bool IsType(string text, out ContentType type)
    {
        type = ContentTypeNames.FromName(text) ?? default;
        return ContentTypeNames.FromName(text) is not null;
    }
}

/// <summary>What came of the request to cancel.</summary>
/// <param name="Changed">Whether there was anything to cancel.</param>
/// <param name="Backfill">The walk that was asked for last.</param>
public sealed record BackfillChange(bool Changed, BackfillStatus Backfill);
