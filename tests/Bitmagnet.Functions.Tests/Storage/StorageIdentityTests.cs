using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Bitmagnet.Functions.Tests.Storage;

/// <summary>The identity forms of AzureWebJobsStorage: to which account the request goes, and with whose token.</summary>
public sealed class StorageIdentityTests
{
    public static TheoryData<string, string?, string> Forms() => new()
    {
        { "accountName", null, "system" },
        { "accountName", "11111111-1111-1111-1111-111111111111", "11111111-1111-1111-1111-111111111111" },
        { "uris", null, "system" },
        { "uris", "22222222-2222-2222-2222-222222222222", "22222222-2222-2222-2222-222222222222" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Requests_ByManagedIdentity_GoToTheAccountWithTheTokenOfThatIdentity(string form, string? clientId, string identity)
    {
        await using var endpoint = await StartIdentityEndpointAsync();
        var settings = form == "accountName"
            ? new Dictionary<string, string?> { ["AzureWebJobsStorage:accountName"] = "acc" }
            : new()
            {
                ["AzureWebJobsStorage:queueServiceUri"] = "https://acc.queue.core.windows.net/",
                ["AzureWebJobsStorage:tableServiceUri"] = "https://acc.table.core.windows.net/",
                ["AzureWebJobsStorage:blobServiceUri"] = "https://acc.blob.core.windows.net/",
            };
        settings["AzureWebJobsStorage:credential"] = "managedidentity";
        settings["AzureWebJobsStorage:clientId"] = clientId;
        var sent = new Recorder();
        var connection = StorageConnection.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

        await Assert.ThrowsAsync<SentException>(() => connection.Queues(new QueueClientOptions { Transport = sent }).GetQueueClient("q").SendMessageAsync("m", Token));
        await Assert.ThrowsAsync<SentException>(() => connection.Tables(new TableClientOptions { Transport = sent }).GetTableClient("t").CreateAsync(Token));
        await Assert.ThrowsAsync<SentException>(() => connection.Blobs(new BlobClientOptions { Transport = sent }).GetBlobContainerClient("c").CreateAsync(cancellationToken: Token));

        Assert.Equal(
            [
                ("acc.queue.core.windows.net", $"Bearer {identity} for https://storage.azure.com"),
                ("acc.table.core.windows.net", $"Bearer {identity} for https://storage.azure.com"),
                ("acc.blob.core.windows.net", $"Bearer {identity} for https://storage.azure.com"),
            ],
            sent.Requests);
    }

    /// <summary>Azure Functions' token service for apps: an address and a secret header, in two variables.</summary>
    private static async Task<WebApplication> StartIdentityEndpointAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context => context.Request.Headers["X-IDENTITY-HEADER"] != "secret"
            ? Results.Unauthorized().ExecuteAsync(context)
            : context.Response.WriteAsJsonAsync(new
            {
                access_token = $"{Query(context, "client_id") ?? "system"} for {Query(context, "resource")?.TrimEnd('/')}",
                expires_on = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
                resource = Query(context, "resource"),
                token_type = "Bearer",
            }));
        await app.StartAsync(Token);
        Environment.SetEnvironmentVariable("IDENTITY_ENDPOINT", app.Urls.Single() + "/msi/token");
        Environment.SetEnvironmentVariable("IDENTITY_HEADER", "secret");
        return app;
    }

    private static string? Query(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>Records requests instead of sending them.</summary>
    private sealed class Recorder : HttpPipelineTransport
    {
        public ConcurrentQueue<(string Host, string Authorization)> Requests { get; } = new();

        public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

        public override void Process(HttpMessage message) => throw Note(message);

        public override ValueTask ProcessAsync(HttpMessage message) => throw Note(message);

        private SentException Note(HttpMessage message)
        {
            Requests.Enqueue((message.Request.Uri.Host!, message.Request.Headers.TryGetValue("Authorization", out var token) ? token : ""));
            return new SentException();
        }
    }

    private sealed class SentException : Exception;
}
