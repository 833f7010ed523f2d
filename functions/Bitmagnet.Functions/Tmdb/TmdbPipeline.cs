using Polly;
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
internal sealed class TmdbPipeline(TmdbOptions options, TmdbBudget budget, TmdbGate gate, TimeProvider time, Random random) : IDisposable
{
    /// <summary>The longest Retry-After that a look-up waits for; the gate keeps a longer one for all.</summary>
    public static readonly TimeSpan LongestRetryWait = TimeSpan.FromSeconds(10);

    private readonly TmdbLanes lanes = new(options, time);
    private readonly ResiliencePipeline<TmdbResponse> retry = Retry(options, time, random);
    private readonly ResiliencePipeline<TmdbResponse> attempt =
        new ResiliencePipelineBuilder<TmdbResponse> { TimeProvider = time }.AddTimeout(options.AttemptTimeout).Build();

    /// <inheritdoc/>
    public void Dispose() => lanes.Dispose();

    /// <summary>Runs one look-up.</summary>
    /// <param name="send">Sends one request over a connection; a time-out reaches it as a cancellation.</param>
    /// <param name="judge">Called for each failed attempt, with the time its request was sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
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

    private static ResiliencePipeline<TmdbResponse> Retry(TmdbOptions options, TimeProvider time, Random random)
    {
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

        return retrying.Build();
    }

    private async Task<TmdbResponse> TryOnceAsync(
        Func<TmdbTransport, CancellationToken, Task<TmdbResponse>> send, Func<TmdbFault, DateTimeOffset, CancellationToken, Task> judge, TmdbLookUpClock clock, CancellationToken cancellationToken)
    {
        TmdbTransport? lane = null;
        DateTimeOffset askedAt = default;
        TmdbResponse reply;
        try
        {
            if (await WaitAsync() is { } wait)
            {
                return new TmdbResponse.NotSent(wait);
            }

            askedAt = time.GetUtcNow();
            reply = await attempt.ExecuteAsync(async token => await send(lane!, token), cancellationToken);
        }
        catch (TimeoutRejectedException exception)
        {
            reply = new TmdbResponse.Failed(TmdbFaults.Of(exception, options.BaseUrl.Host)!);
        }
        finally
        {
            GiveBack();
        }

        if (reply is TmdbResponse.Failed failed)
        {
            await judge(failed.Fault, askedAt, cancellationToken);
        }

        return reply;

        async Task<TimeSpan?> WaitAsync()
        {
            clock.Stop();
            try
            {
                return await budget.WaitAsync(TmdbBudget.LongestWait, () => gate.Shut is null, OpenAsync, GiveBack, cancellationToken);
            }
            finally
            {
                clock.Start();
            }
        }

        // Before a slot is taken, since the slot is the time of arrival.
        async Task OpenAsync(CancellationToken token)
        {
            lane = await lanes.TakeAsync(token);
            await lane.OpenAsync(token);
        }

        void GiveBack()
        {
            if (lane is not null)
            {
                lanes.Return(lane);
                lane = null;
            }
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
