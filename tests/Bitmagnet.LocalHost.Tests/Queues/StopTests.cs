using Azure.Storage.Queues.Models;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Tests.Fixtures;

namespace Bitmagnet.LocalHost.Tests.Queues;

public sealed class StopTests
{
    private static readonly HostSeams Impatient = new()
    {
        StopLimit = TimeSpan.FromMilliseconds(200),
        CancelLimit = TimeSpan.FromMilliseconds(500),
    };

    [Fact]
    public async Task Stop_WhileAFunctionRuns_WaitsForItAndFetchesNoMore()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendBase64Async("running");
        await using var host = TestHost.Create(typeof(QueueFunctions), settings: queue.Settings);
        var ends = new TaskCompletionSource();
        host.Probe.Handler = (_, _) => ends.Task;
        await host.StartAsync();
        await Eventually.TrueAsync(() => host.Probe.Seen.Count == 1, "the run started");

        var stopping = host.StopAsync();
        await Eventually.TrueAsync(() => host.Log.Has(1003), "the stop begun");
        Assert.False(stopping.IsCompleted);
        ends.SetResult();
        await stopping;

        Assert.True(await queue.IsEmptyAsync());
        Assert.False(host.Log.Has(1004));
    }

    [Fact]
    public async Task Stop_FunctionHeedsItsToken_MessageIsVisibleAgainAtOnce()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendBase64Async("long");
        await using var host = TestHost.Create(typeof(QueueFunctions), MaxOne, queue.Settings, Impatient);
        host.Probe.Handler = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation);
        await host.StartAsync();
        await Eventually.TrueAsync(() => host.Probe.Seen.Count == 1, "the run started");

        await host.StopAsync();

        var message = await VisibleAsync(queue);
        Assert.Equal((TestQueue.Base64("long"), 1), (message.MessageText, message.DequeueCount)); // Not one step nearer to poison.
        Assert.False(await queue.Poison.ExistsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stop_FunctionIgnoresItsToken_MessageIsReturnedAllTheSame()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendBase64Async("deaf");
        await using var host = TestHost.Create(typeof(QueueFunctions), MaxOne, queue.Settings, Impatient);
        var ends = new TaskCompletionSource();
        host.Probe.Handler = (_, _) => ends.Task;
        await host.StartAsync();
        await Eventually.TrueAsync(() => host.Probe.Seen.Count == 1, "the run started");

        await host.StopAsync();
        ends.SetResult();

        var message = await VisibleAsync(queue);
        Assert.Equal((TestQueue.Base64("deaf"), 1), (message.MessageText, message.DequeueCount));
        Assert.True(host.Log.Has(1005));
    }

    private const string MaxOne = """{"version":"2.0","extensions":{"queues":{"maxDequeueCount":1,"visibilityTimeout":"00:05:00"}}}""";

    private static async Task<QueueMessage> VisibleAsync(TestQueue queue)
    {
        var message = (await queue.Client.ReceiveMessageAsync(cancellationToken: TestContext.Current.CancellationToken)).Value;
        Assert.NotNull(message);
        return message;
    }
}
