using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bitmagnet.LocalHost.Tests.Commands;

/// <summary>An HTTP server on a free port that gives a test's answers.</summary>
internal sealed class StubApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private StubApp(WebApplication app) => this.app = app;

    public ConcurrentQueue<string> Requests { get; } = new();

    public string Url => app.Urls.First();

    /// <param name="answer">Status, media type and body, by method and path with query.</param>
    public static async Task<StubApp> StartAsync(Func<string, (int Status, string Type, string Body)> answer)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new StubApp(builder.Build());
        stub.app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var request = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}";
            stub.Requests.Enqueue($"{request} {context.Request.Headers["x-functions-key"]} {await reader.ReadToEndAsync()}".TrimEnd());
            var (status, type, body) = answer(request);
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body);
        });
        await stub.app.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
