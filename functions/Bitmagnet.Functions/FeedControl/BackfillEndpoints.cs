using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Index;

namespace Bitmagnet.Functions.FeedControl;

/// <summary>
/// <c>/api/backfill</c>: starts, shows and cancels a walk through the old rows, through the feed's own row. Any instance continues it, also after
/// a restart, and a feed under way at a cancellation loses its own write, not the cancellation.
/// </summary>
public sealed class BackfillEndpoints(FeedStore store, TimeProvider clock, ILogger<BackfillEndpoints> logger)
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
        fields.Require(!(filter.Until <= filter.Since), Until, $"a time after {Since}");
        if (fields.Refusal is { } refusal)
        {
            return refusal;
        }

        var (state, isStarted) = await store.ChangeAsync(
            state => state.Walk is { EndedAt: null } ? state : state with { Walk = new FeedWalk(filter, clock.GetUtcNow()) }, cancellationToken);
        if (!isStarted)
        {
            return Answer.Problem(409, "A backfill is under way already. Wait for its end, or cancel it first.");
        }

        Log.BackfillStarted(logger, filter.Since, filter.Until, filter.WithContent);
        request.HttpContext.Response.Headers.Location = request.PathBase.Add(request.Path).Value;
        return Answer.Of(Status(state), 202);
    }

    /// <summary><c>GET</c>: the walk that was asked for last.</summary>
    public async Task<IActionResult> ShowAsync(CancellationToken cancellationToken) => Answer.Of(Status(await store.LoadAsync(cancellationToken)));

    /// <summary><c>DELETE</c>: ends the walk under way; what is fed already runs.</summary>
    public async Task<IActionResult> CancelAsync(CancellationToken cancellationToken)
    {
        var (state, isCancelled) = await store.ChangeAsync(
            state => state.Walk is { EndedAt: null } walk ? state with { Walk = walk with { EndedAt = clock.GetUtcNow(), IsCancelled = true } } : state, cancellationToken);
        if (isCancelled)
        {
            Log.BackfillCancelled(logger, state.Walk!.Fed);
        }

        return Answer.Of(new BackfillChange(isCancelled, Status(state)));
    }

    private BackfillStatus Status(FeedState state) => BackfillStatus.Of(state.Walk, clock.GetUtcNow(), isHeld: state.PausedSince is not null);

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
