using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>An HTTP server in place of TMDB that records requests and answers as told.</summary>
internal sealed class FakeTmdb : IAsyncDisposable
{
    private readonly WebApplication app;

    private int connections;
    private Uri? url;

    private FakeTmdb(WebApplication app) => this.app = app;

    public ConcurrentQueue<string> Requests { get; } = [];

    public ConcurrentQueue<string> Authorizations { get; } = [];

    /// <summary>The number of connections, with or without a request.</summary>
    public int Connections => Volatile.Read(ref connections);

    public Func<HttpContext, Task> Answer { get; set; } = context => context.Response.WriteAsync("""{"success":true}""");

    public Uri Url => url!;

    public static async Task<FakeTmdb> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        FakeTmdb? fake = null;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Use(next => connection =>
        {
            Interlocked.Increment(ref fake!.connections);
            return next(connection);
        })));
        fake = new FakeTmdb(builder.Build());
        fake.app.Run(async context =>
        {
            fake.Requests.Enqueue(context.Request.Path + context.Request.QueryString);
            fake.Authorizations.Enqueue(context.Request.Headers.Authorization.ToString());
            await fake.Answer(context);
        });
        await fake.app.StartAsync();
        fake.url = new Uri(fake.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/3");
        return fake;
    }

    public void AnswerWith(int status, string body, string? retryAfter = null) => Answer = context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return context.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
