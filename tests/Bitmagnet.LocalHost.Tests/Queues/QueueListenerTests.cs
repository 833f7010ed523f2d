using Azure;
using Azure.Storage.Queues.Models;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Bitmagnet.LocalHost.Tests.Queues;

public sealed class QueueListenerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_Base64_RunsDecodedAndIsDeleted()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendBase64Async("grüße");
        await using var host = await TestHost.Create(typeof(QueueFunctions), settings: queue.Settings).StartAsync();

        await Eventually.TrueAsync(queue.IsEmptyAsync, "the message deleted");

        var message = Assert.IsType<QueueMessage>(Assert.Single(host.Probe.Seen));
        Assert.Equal("grüße", message.MessageText);
        Assert.Equal(1, message.DequeueCount);
        Assert.NotNull(message.InsertedOn);
        Assert.NotNull(message.ExpiresOn);
    }

    [Fact]
    public async Task Message_EncodingNone_RunsAsItIs()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendAsync("{\"a\":1}");
        await using var host = await TestHost.Create(
            typeof(QueueFunctions), Json("\"messageEncoding\":\"none\""), queue.Settings).StartAsync();

        await Eventually.TrueAsync(queue.IsEmptyAsync, "the message deleted");

        Assert.Equal("{\"a\":1}", ((QueueMessage)host.Probe.Seen.Single()).Body.ToString());
    }

    [Fact]
    public async Task Message_Undecodable_GoesToPoisonWithoutRunningAndCanBeDecodedThere()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendAsync("{\"not\":\"base64\"}");
        await using var host = await TestHost.Create(typeof(QueueFunctions), settings: queue.Settings).StartAsync();

        var poisoned = await queue.PoisonedAsync();

        Assert.Equal(TestQueue.Base64("{\"not\":\"base64\"}"), poisoned.MessageText);
        await Eventually.TrueAsync(queue.IsEmptyAsync, "the message deleted");
        Assert.Empty(host.Probe.Seen);
    }

    [Fact]
    public async Task Message_UndecodableAndOf64KiB_GoesToPoisonCut()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendAsync(new string('!', 64 * 1024));
        await using var host = await TestHost.Create(typeof(QueueFunctions), settings: queue.Settings).StartAsync();

        var poisoned = await queue.PoisonedAsync();

        Assert.Equal(new string('!', 48 * 1024), System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(poisoned.MessageText)));
        Assert.True(host.Log.Has(1025));
    }

    [Fact]
    public async Task Message_FailsMaxDequeueCountTimes_IsCopiedToPoisonVerbatimAndDeleted()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendBase64Async("bad");
        await using var host = TestHost.Create(typeof(QueueFunctions), Json("\"maxDequeueCount\":3"), queue.Settings);
        host.Probe.Handler = (_, _) => throw new InvalidOperationException("no");
        await host.StartAsync();

        var poisoned = await queue.PoisonedAsync();

        Assert.Equal(TestQueue.Base64("bad"), poisoned.MessageText);
        Assert.Equal(TimeSpan.FromDays(7), poisoned.ExpiresOn - poisoned.InsertedOn);
        await Eventually.TrueAsync(queue.IsEmptyAsync, "the message deleted");
        Assert.Equal([1L, 2L, 3L], host.Probe.Seen.Cast<QueueMessage>().Select(message => message.DequeueCount));
    }

    [Fact]
    public async Task Message_FailsOnce_ComesBackAfterVisibilityTimeout()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendBase64Async("once");
        await using var host = TestHost.Create(typeof(QueueFunctions), Json("\"visibilityTimeout\":\"00:00:02\""), queue.Settings);
        var runs = new List<long>();
        host.Probe.Handler = (_, _) =>
        {
            runs.Add(TimeProvider.System.GetTimestamp());
            return runs.Count == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask;
        };
        await host.StartAsync();

        await Eventually.TrueAsync(queue.IsEmptyAsync, "the message deleted");

        // Storage counts visibility in whole seconds. That it came before the lease of ten minutes ended is what was waited for.
        Assert.InRange(TimeProvider.System.GetElapsedTime(runs[0], runs[1]), TimeSpan.FromSeconds(1), new HostSeams().MessageLease);
    }

    [Fact]
    public async Task Message_DequeuedMoreOftenThanAllowed_GoesToPoisonWithoutRunning()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendBase64Async("killer");
        for (var count = 0; count < 2; count++)
        {
            var held = (await queue.Client.ReceiveMessageAsync(cancellationToken: Token)).Value;
            await queue.Client.UpdateMessageAsync(held.MessageId, held.PopReceipt, (string?)null, TimeSpan.Zero, Token);
        }

        await using var host = await TestHost.Create(typeof(QueueFunctions), Json("\"maxDequeueCount\":2"), queue.Settings).StartAsync();

        Assert.Equal(TestQueue.Base64("killer"), (await queue.PoisonedAsync()).MessageText);
        Assert.Empty(host.Probe.Seen);
    }

    [Fact]
    public async Task Message_InPoisonQueueFails_StaysHiddenAndHasNoPoisonQueueOfItsOwn()
    {
        var queue = await TestQueue.CreateAsync("-poison");
        await queue.SendBase64Async("bad");
        await using var host = TestHost.Create(typeof(QueueFunctions), Json("\"maxDequeueCount\":1"), queue.Settings);
        host.Probe.Handler = (_, _) => throw new InvalidOperationException("no");
        await host.StartAsync();

        await Eventually.TrueAsync(() => host.Log.Has(1026), "the failure logged");

        Assert.False(await queue.IsEmptyAsync());
        Assert.Empty((await queue.Client.PeekMessagesAsync(10, Token)).Value);
        Assert.False(await queue.Poison.ExistsAsync(Token));
    }

    [Fact]
    public async Task Batch_Running_IsFollowedByTheNextAtTheThreshold()
    {
        var queue = await TestQueue.CreateAsync();
        for (var index = 0; index < 12; index++)
        {
            await queue.SendBase64Async($"{index}");
        }

        await using var host = TestHost.Create(
            typeof(QueueFunctions), Json("\"batchSize\":4,\"newBatchThreshold\":2"), queue.Settings);
        using var gate = new SemaphoreSlim(0);
        host.Probe.Handler = (_, cancellation) => gate.WaitAsync(cancellation);
        await host.StartAsync();

        await Eventually.TrueAsync(() => host.Probe.Seen.Count == 4, "the first batch");
        gate.Release(2);
        await Eventually.TrueAsync(() => host.Probe.Seen.Count == 8, "the second batch");
        Assert.Equal(6, host.Probe.Peak);
        gate.Release(12);
        await Eventually.TrueAsync(queue.IsEmptyAsync, "all deleted");

        Assert.Equal(12, host.Probe.Seen.Count);
        Assert.Equal(6, host.Probe.Peak);
    }

    [Fact]
    public async Task Lease_ShorterThanTheRun_IsRenewed()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendBase64Async("long");
        using var updates = new MessageUpdates(queue);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var lease = TimeSpan.FromMinutes(1);
        await using var host = TestHost.Create(
            typeof(QueueFunctions), settings: queue.Settings, seams: new HostSeams { MessageLease = lease },
            configure: builder => builder.Services.AddSingleton<TimeProvider>(time));
        var ends = new TaskCompletionSource();
        host.Probe.Handler = (_, _) => ends.Task;
        await host.StartAsync();
        await Eventually.TrueAsync(() => host.Probe.Seen.Count == 1, "the run started");

        // By the host's clock the run takes two leases.
        for (var half = 1; half <= 4; half++)
        {
            var renewals = half;
            await Eventually.TrueAsync(
                () =>
                {
                    time.Advance(lease / 20);
                    return updates.Count >= renewals;
                },
                "the lease renewed");
            Assert.Empty((await queue.Client.PeekMessagesAsync(1, Token)).Value);
        }

        var message = (QueueMessage)host.Probe.Seen.Single();
        await Assert.ThrowsAsync<RequestFailedException>(() => queue.Client.DeleteMessageAsync(message.MessageId, message.PopReceipt, Token));
        ends.SetResult();
        await Eventually.TrueAsync(queue.IsEmptyAsync, "the message deleted with the renewed receipt");

        Assert.Single(host.Probe.Seen);
    }

    [Fact]
    public async Task FunctionTimeout_Over_CancelsTheTokenAndCountsAsFailure()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendBase64Async("slow");
        await using var host = TestHost.Create(
            typeof(QueueFunctions),
            """{"version":"2.0","functionTimeout":"00:00:00.3","extensions":{"queues":{"maxDequeueCount":1}}}""",
            queue.Settings);
        host.Probe.Handler = (_, cancellation) => Task.Delay(Timeout.Infinite, cancellation);
        await host.StartAsync();

        Assert.Equal(TestQueue.Base64("slow"), (await queue.PoisonedAsync()).MessageText);
        Assert.True(host.Log.Has(1012));
    }

    [Fact]
    public async Task Queue_MadeAfterTheStart_IsFound()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.Client.DeleteAsync(Token);
        await using var host = await TestHost.Create(typeof(QueueFunctions), settings: queue.Settings).StartAsync();
        await queue.Client.CreateAsync(cancellationToken: Token);
        await queue.SendBase64Async("late");

        await Eventually.TrueAsync(() => host.Probe.Seen.Count == 1, "the message run");

        Assert.False(host.Log.Has(1020));
    }

    private static string Json(string queues) =>
        """{"version":"2.0","extensions":{"queues":{"maxPollingInterval":"00:00:00.1",""" + queues + "}}}";
}
