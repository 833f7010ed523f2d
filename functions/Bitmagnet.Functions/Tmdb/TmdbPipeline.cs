using System.Threading.RateLimiting;
using Polly;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// What surrounds every request of a look-up, from the outside in, and why in this order:
/// <list type="number">
/// <item>total time-out, a <see cref="TmdbLookUpClock"/>: TMDB never holds a look-up for longer, whatever happens below; it stands still while the look-up
/// waits for the budget, which has a bound of its own;</item>
/// <item>retry, with jitter, or as Retry-After says: outside the budget, since each attempt must pass it;</item>
/// <item>budget: refuses where the gate has shut meanwhile, so that a failed attempt that was TMDB's fault is the last;</item>
/// <item>attempt time-out: innermost, since waiting for the budget is not slowness of TMDB.</item>
/// </list>
/// There is no circuit breaker: <see cref="TmdbGate"/> is told of each attempt, and judges for all instances.
/// </summary>
internal sealed class TmdbPipeline : IDisposable
{
    /// <summary>The longest Retry-After that a look-up waits for; the gate keeps a longer one for all.</summary>
    public static readonly TimeSpan LongestRetryWait = TimeSpan.FromSeconds(10);

    private static readonly ResiliencePropertyKey<TmdbAttempt> Attempt = new("attempt");

    private readonly TmdbOptions options;
    private readonly TmdbBudget budget;
    private readonly TmdbGate gate;
    private readonly TimeProvider time;
    private readonly TmdbLanes lanes;
    private readonly ResiliencePipeline<TmdbResponse> retry;
    private readonly ResiliencePipeline<TmdbResponse> attempt;

    public TmdbPipeline(TmdbOptions options, TmdbBudget budget, TmdbGate gate, TimeProvider time, Random random)
    {
        this.options = options;
        this.budget = budget;
        this.gate = gate;
        this.time = time;
        lanes = new TmdbLanes(options, time);
        var retrying = new ResiliencePipelineBuilder<TmdbResponse> { TimeProvider = time };
        if (options.Retries > 0)
        {
            retrying.AddRetry(new RetryStrategyOptions<TmdbResponse>
            {
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = LongestRetryWait,
                UseJitter = true,
                Randomizer = random.NextDouble,
                ShouldHandle = args => new(IsWorthRetrying(args.Outcome.Result)),
                DelayGenerator = args => new(RetryDelay(args.Outcome.Result, args.AttemptNumber)),
            });
        }

        retry = retrying.Build();
        attempt = new ResiliencePipelineBuilder<TmdbResponse> { TimeProvider = time }
            .AddRateLimiter(new RateLimiterStrategyOptions { RateLimiter = args => AcquireAsync(args.Context) })
            .AddTimeout(options.AttemptTimeout)
            .Build();
    }

    /// <inheritdoc/>
    public void Dispose() => lanes.Dispose();

    /// <summary>Runs one look-up.</summary>
    /// <param name="send">Sends one request over a connection; a time-out reaches it as a cancellation.</param>
    /// <param name="judge">Called for each failed attempt, with the time its request was sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RateLimiterRejectedException">TMDB is shut, or the budget is used up for longer than a look-up may wait.</exception>
    public async ValueTask<TmdbResponse> ExecuteAsync(
        Func<TmdbTransport, CancellationToken, Task<TmdbResponse>> send, Func<TmdbFault, DateTimeOffset, CancellationToken, Task> judge, CancellationToken cancellationToken)
    {
        using var clock = new TmdbLookUpClock(options.TotalTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        try
        {
            return await retry.ExecuteAsync(async token => await TryOnceAsync(send, judge, clock, token), both.Token);
        }
        catch (OperationCanceledException) when (clock.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var fault = TmdbFaults.Of(new TimeoutException("The look-up took too long."), options.BaseUrl.Host)!;
            await judge(fault, time.GetUtcNow() - options.TotalTimeout, cancellationToken);
            return new TmdbResponse.Failed(fault);
        }
    }

    private async Task<TmdbResponse> TryOnceAsync(
        Func<TmdbTransport, CancellationToken, Task<TmdbResponse>> send, Func<TmdbFault, DateTimeOffset, CancellationToken, Task> judge, TmdbLookUpClock clock, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        var current = new TmdbAttempt(clock) { AskedAt = time.GetUtcNow() };
        context.Properties.Set(Attempt, current);
        TmdbResponse reply;
        try
        {
            reply = await attempt.ExecuteAsync(
                async inner =>
                {
                    current.AskedAt = time.GetUtcNow();
                    return await send(current.Lane!, inner.CancellationToken);
                },
                context);
        }
        catch (TimeoutRejectedException exception)
        {
            reply = new TmdbResponse.Failed(TmdbFaults.Of(exception, options.BaseUrl.Host)!);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            GiveBack(current);
        }

        if (reply is TmdbResponse.Failed failed)
        {
            await judge(failed.Fault, current.AskedAt, cancellationToken);
        }

        return reply;
    }

    private async ValueTask<RateLimitLease> AcquireAsync(ResilienceContext context)
    {
        var current = context.Properties.GetValue(Attempt, null!);
        current.Clock.Stop();
        try
        {
            while (true)
            {
                if (await budget.TryAcquireAsync(
                    TmdbBudget.LongestWait, () => gate.Shut is null, token => PrepareAsync(current, token), context.CancellationToken) is { } lease)
                {
                    return lease;
                }

                GiveBack(current);
            }
        }
        finally
        {
            current.Clock.Start();
        }
    }

    /// <summary>Opens a connection before a slot is taken, since the slot is the time of arrival.</summary>
    private async Task PrepareAsync(TmdbAttempt current, CancellationToken cancellationToken)
    {
        current.Lane = await lanes.TakeAsync(cancellationToken);
        await current.Lane.OpenAsync(cancellationToken);
    }

    private void GiveBack(TmdbAttempt current)
    {
        if (current.Lane is { } lane)
        {
            current.Lane = null;
            lanes.Return(lane);
        }
    }

    private static bool IsWorthRetrying(TmdbResponse? reply) =>
        reply is TmdbResponse.Failed { Fault: { Status: TmdbStatus.Outage or TmdbStatus.RateLimited } fault }
        && (fault.Wait ?? TimeSpan.Zero) <= LongestRetryWait;

    /// <summary>
    /// The delay before a retry; null: exponential with jitter. Retry-After 0 is believed once, since a server that repeats it means
    /// something else.
    /// </summary>
    private static TimeSpan? RetryDelay(TmdbResponse? reply, int attempt) => reply switch
    {
        TmdbResponse.Failed { Fault.Wait: { } wait } when wait > TimeSpan.Zero || attempt == 0 => wait,
        _ => null,
    };
}

/// <summary>One attempt of a look-up in the pipeline.</summary>
/// <param name="clock">The look-up's clock, which stands still while the attempt waits for its turn.</param>
internal sealed class TmdbAttempt(TmdbLookUpClock clock)
{
    public TmdbLookUpClock Clock => clock;

    /// <summary>The connection; null until its turn comes.</summary>
    public TmdbTransport? Lane { get; set; }

    /// <summary>When the request was sent; until then, when the attempt began.</summary>
    public required DateTimeOffset AskedAt { get; set; }
}
