using System.Net;
using System.Net.Sockets;
using Azure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Bitmagnet.Functions.Tests.Storage;

public sealed class StoragePatienceTests
{
    private const string Key = "bWFya2VkLXNlY3JldC1tYXJrZWQtc2VjcmV0LW1hcms=";

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 2)]
    public async Task Request_ToAnAccountThatIsBusy_IsRepeatedAsTheSdkDoesUnlessSomebodyWaits(bool waits, int attempts)
    {
        var asked = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var busy = builder.Build();
        busy.Run(context =>
        {
            Interlocked.Increment(ref asked);
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        await busy.StartAsync(Token);

        var error = await AskAsync(new Uri(busy.Urls.Single()), waits);

        Assert.True(StorageFaults.IsOfTheStorage(error), error.ToString());
        Assert.Equal(attempts, asked);
    }

    [Fact]
    public async Task Request_ToAnAccountThatIsSilent_EndsAfterOneAttemptWhereSomebodyWaits()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var error = await AskAsync(new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"), waits: true);

        Assert.IsType<RequestFailedException>(error);
        Assert.True(StorageFaults.IsOfTheStorage(error), error.ToString());
    }

    [Fact]
    public async Task SomebodyWaits_InOneFlow_IsNotKnownToTheNext()
    {
        await AskAsync(new Uri("http://127.0.0.1:1"), waits: true);

        // With retries the SDK puts all errors into one exception.
        Assert.IsType<AggregateException>(await AskAsync(new Uri("http://127.0.0.1:1"), waits: false));
    }

    private static async Task<Exception> AskAsync(Uri account, bool waits)
    {
        var options = new TableClientOptions { Retry = { Delay = TimeSpan.FromMilliseconds(1) } };
        options.RetryPolicy = new StoragePatience(options.Retry);
        var tables = new TableServiceClient($"AccountName=a;AccountKey={Key};TableEndpoint={account}a", options);
        if (waits)
        {
            StoragePatience.SomebodyWaits();
        }

        return (await Record.ExceptionAsync(() => tables.GetTableClient("Some").CreateIfNotExistsAsync(Token)))!;
    }
}
