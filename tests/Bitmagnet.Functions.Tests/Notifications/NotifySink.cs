using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Bitmagnet.Functions.Tests.Notifications;

/// <summary>A notification service that keeps what it receives.</summary>
internal sealed class NotifySink : IAsyncDisposable
{
    private readonly WebApplication app;

    private NotifySink(WebApplication app) => this.app = app;

    public ConcurrentQueue<(string Path, string? Authorization, string? Token, JsonElement Body)> Taken { get; } = new();

    /// <summary>The status it answers.</summary>
    public int Status { get; set; } = 200;

    public string Url => app.Urls.First();

    public static async Task<NotifySink> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new NotifySink(builder.Build());
        sink.app.Run(async context =>
        {
            var body = (await JsonDocument.ParseAsync(context.Request.Body)).RootElement;
            sink.Taken.Enqueue((context.Request.Path + context.Request.QueryString, context.Request.Headers.Authorization, context.Request.Headers["X-Gotify-Key"], body));
            context.Response.StatusCode = sink.Status;
        });
        await sink.app.StartAsync(Token);
        return sink;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
