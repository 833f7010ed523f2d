using System.Text.Json;
using System.Threading.RateLimiting;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;

namespace Bitmagnet.Functions.Tmdb;

/// <summary>
/// What surrounds every request to TMDB, from the outside in, and why in this order:
/// <list type="number">
/// <item>total time-out, a <see cref="TmdbLookUpClock"/>: TMDB never holds a look-up for longer, whatever happens below; it stands still while the look-up
/// waits for the budget, which has a bound of its own;</item>
/// <item>retry, with jitter, or as Retry-After says: outside the breaker and the budget, since each attempt must pass both;</item>
/// <item>circuit breaker: sees single attempts, so that one look-up that always fails among many that succeed does not open it;</item>
/// <item>budget: inside the breaker, since a refused attempt must not use up what others could;</item>
/// <item>attempt time-out: innermost, since waiting for the budget is not slowness of TMDB.</item>
/// </list>
/// </summary>
internal sealed class TmdbPipeline
{
    /// <summary>A longer Retry-After is not waited for within a look-up: the gate keeps it for all.</summary>
    private static readonly TimeSpan LongestRetryWait = TimeSpan.FromSeconds(10);

    private static readonly ResiliencePropertyKey<TmdbLookUpClock> Clock = new("clock");
    private static readonly ResiliencePropertyKey<Func<CancellationToken, Task>> Check = new("check");

    private readonly TmdbOptions options;
    private readonly TmdbBudget budget;
    private readonly TimeProvider time;
    private readonly CircuitBreakerManualControl circuit = new();
    private readonly CircuitBreakerStateProvider state = new();
    private readonly ResiliencePipeline<TmdbReply<JsonElement>> pipeline;

    /// <summary>Builds the pipeline.</summary>
    public TmdbPipeline(TmdbOptions options, TmdbBudget budget, TimeProvider time, Random random)
    {
        this.options = options;
        this.budget = budget;
        this.time = time;
        var builder = new ResiliencePipelineBuilder<TmdbReply<JsonElement>> { TimeProvider = time };
        if (options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<TmdbReply<JsonElement>>
            {
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(500),
                MaxDelay = LongestRetryWait,
                UseJitter = true,
                Randomizer = random.NextDouble,
                ShouldHandle = args => new(args.Outcome.Exception is TimeoutRejectedException || IsWorthRetrying(args.Outcome.Result)),
                DelayGenerator = args => new(RetryDelay(args.Outcome.Result, args.AttemptNumber)),
            });
        }

        pipeline = builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<TmdbReply<JsonElement>>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 4, // The attempts of one look-up, where nothing else is asked.
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(5), // Shorter than the gate's shortest pause of an outage.
                ManualControl = circuit,
                StateProvider = state,
                ShouldHandle = args => new(args.Outcome.Exception is TimeoutRejectedException
                    || args.Outcome.Result is TmdbReply<JsonElement>.Failed { Fault.Status: TmdbStatus.Outage }),
            })
            .AddRateLimiter(new RateLimiterStrategyOptions { RateLimiter = args => AcquireAsync(args.Context) })
            .AddTimeout(options.AttemptTimeout)
            .Build();
    }

    /// <summary>Whether TMDB failed so often that requests are not even tried.</summary>
    public bool IsOpen => state.CircuitState != CircuitState.Closed;

    /// <summary>Lets requests through again, once a probe has succeeded.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) =>
        state.CircuitState == CircuitState.Closed ? Task.CompletedTask : circuit.CloseAsync(cancellationToken);

    /// <summary>Runs one request through it.</summary>
    /// <param name="attempt">One attempt.</param>
    /// <param name="check">Asked before each attempt, after the wait for the budget; what it throws ends the look-up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RateLimiterRejectedException">The budget is used up for longer than a look-up may wait.</exception>
    public async ValueTask<TmdbReply<JsonElement>> ExecuteAsync(
        Func<CancellationToken, ValueTask<TmdbReply<JsonElement>>> attempt, Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        using var clock = new TmdbLookUpClock(options.TotalTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        var context = ResilienceContextPool.Shared.Get(both.Token);
        context.Properties.Set(Clock, clock);
        context.Properties.Set(Check, check);
        try
        {
            return await pipeline.ExecuteAsync(static (context, attempt) => attempt(context.CancellationToken), context, attempt);
        }
        catch (OperationCanceledException exception) when (clock.Token.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutRejectedException("The look-up took too long.", options.TotalTimeout, exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<RateLimitLease> AcquireAsync(ResilienceContext context)
    {
        var clock = context.Properties.GetValue(Clock, null!);
        clock.Stop();
        try
        {
            return await budget.AcquireAsync(TmdbBudget.LongestWait, context.Properties.GetValue(Check, null!), context.CancellationToken);
        }
        finally
        {
            clock.Start();
        }
    }

    private static bool IsWorthRetrying(TmdbReply<JsonElement>? reply) =>
        reply is TmdbReply<JsonElement>.Failed { Fault: { Status: TmdbStatus.Outage or TmdbStatus.RateLimited } fault }
        && (fault.Wait ?? TimeSpan.Zero) <= LongestRetryWait;

    /// <summary>Null: exponential with jitter. Retry-After 0 is believed once: a server that repeats it means something else.</summary>
    private static TimeSpan? RetryDelay(TmdbReply<JsonElement>? reply, int attempt) => reply switch
    {
        TmdbReply<JsonElement>.Failed { Fault.Wait: { } wait } when wait > TimeSpan.Zero || attempt == 0 => wait,
        _ => null,
    };
}
