using System.Net;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Bitmagnet.Sandbox.Catalogue;
using Bitmagnet.Sandbox.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Bitmagnet.Sandbox;

/// <summary>
/// A simulated TMDB on the loopback interface over the sandbox's catalogue: the calls that matter, the rate limit and the faults. Faults:
/// <c>POST /_simulator/faults {"fault":"maintenance","times":3}</c>, <c>DELETE /_simulator/faults</c>; counts: <c>GET
/// /_simulator/stats</c>.
/// </summary>
public sealed class TmdbSimulator : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };
    private readonly WebApplication app;
    private readonly TmdbApi api;
    private readonly RateLimiter? limiter;
    private readonly FaultSwitch faults = new();
    private readonly SimulatorStats stats = new();

    private TmdbSimulator(WebApplication app, SimulatorOptions options)
    {
        this.app = app;
        Key = options.Key;
        api = new TmdbApi(options.Titles ?? TitleCatalogue.Titles, options.Key);
        limiter = options.RequestsPerSecond is not { } perSecond ? null : new FixedWindowRateLimiter(new()
        {
            PermitLimit = perSecond,
            Window = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        });
    }

    /// <summary>The base address, as TMDB_BASE_URL takes it; it ends in <c>/3</c>.</summary>
    public Uri BaseUri => new($"{app.Urls.First()}/3");

    /// <summary>The key that it accepts.</summary>
    public string Key { get; }

    /// <summary>The counts so far.</summary>
    public SimulatorCounts Counts => stats.Read();

    /// <summary>Starts the simulator on a free loopback port.</summary>
    public static async Task<TmdbSimulator> StartAsync(SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        // The builder is empty so that none of the host's environment, settings or extensions apply.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        var app = builder.Build();
        var simulator = new TmdbSimulator(app, options);
        app.Run(simulator.HandleAsync);
        await app.StartAsync(cancellationToken);
        return simulator;
    }

    /// <summary>Switches a fault on.</summary>
    public void Fail(FaultOrder order) => faults.Add(order);

    /// <summary>Switches all faults off; a pending slow answer comes at once.</summary>
    public void Heal() => faults.Clear();

    /// <summary>Stops the simulator.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (limiter is not null)
        {
            await limiter.DisposeAsync();
        }
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/_simulator/", StringComparison.Ordinal))
        {
            await ControlAsync(context, path);
            return;
        }

        stats.Asked(path);
        var answer = Limit() ?? api.Answer(context.Request);
        var healed = faults.Cleared;
        if (faults.Take(path) is { } order)
        {
            if (order.Fault == FaultKind.Refused)
            {
                stats.Answered("cut");
                context.Abort();
                return;
            }

            if (order.Fault == FaultKind.Slow)
            {
                await healed.WaitAsync(TimeSpan.FromMilliseconds(order.DelayMilliseconds), context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.RequestAborted.ThrowIfCancellationRequested();
            }

            answer = FaultAnswers.Apply(order, answer);
        }

        stats.Answered(answer.Status.ToString(CultureInfo.InvariantCulture));
        await SendAsync(context, answer);
    }

    private SimulatorAnswer? Limit()
    {
        if (limiter is null)
        {
            return null;
        }

        using var lease = limiter.AttemptAcquire();
        return lease.IsAcquired ? null : SimulatorAnswer.RateLimited(1);
    }

    private static async Task SendAsync(HttpContext context, SimulatorAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        if (answer.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private async Task ControlAsync(HttpContext context, string path)
    {
        switch (context.Request.Method, path)
        {
            case ("GET", "/_simulator/stats"):
                await context.Response.WriteAsJsonAsync(stats.Read(), Json, context.RequestAborted);
                break;
            case ("GET", "/_simulator/faults"):
                await context.Response.WriteAsJsonAsync(faults.Current, Json, context.RequestAborted);
                break;
            case ("DELETE", "/_simulator/faults"):
                faults.Clear();
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case ("POST", "/_simulator/faults"):
                await AddFaultAsync(context);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private async Task AddFaultAsync(HttpContext context)
    {
        try
        {
            var order = await JsonSerializer.DeserializeAsync<FaultOrder>(context.Request.Body, Json, context.RequestAborted);
            faults.Add(order ?? throw new JsonException("a fault is expected"));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (JsonException exception)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            var names = Enum.GetValues<FaultKind>().Select(kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()));
            await context.Response.WriteAsync($"{exception.Message} Faults: {string.Join(", ", names)}.", context.RequestAborted);
        }
    }

    /// <summary>The simulator ends with its owner. The usual lifetime would intercept the process's Ctrl-C and SIGTERM, which would then end nothing.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
