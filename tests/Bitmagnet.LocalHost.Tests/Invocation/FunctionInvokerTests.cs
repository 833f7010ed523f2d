using Bitmagnet.LocalHost.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Bitmagnet.LocalHost.Tests.Invocation;

public sealed class FunctionInvokerTests
{
    [Fact]
    public async Task Middleware_Two_RunInTheOrderAddedAroundTheFunction()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendBase64Async("x");
        await using var host = await TestHost.Create(typeof(QueueFunctions), settings: queue.Settings, configure: UseBoth).StartAsync();

        await Eventually.TrueAsync(queue.IsEmptyAsync, "the message deleted");

        Assert.Equal(["outer OnMessage", "inner", "message", "after"], host.Probe.Seen.Select(Name));
    }

    [Fact]
    public async Task Middleware_KeepsTheException_MessageCountsAsProcessed()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendBase64Async("x");
        await using var host = TestHost.Create(typeof(QueueFunctions), settings: queue.Settings, configure: UseBoth);
        host.Probe.Handler = (_, _) => throw new InvalidOperationException("kept");
        await host.StartAsync();

        await Eventually.TrueAsync(queue.IsEmptyAsync, "the message deleted");

        Assert.Equal(["outer OnMessage", "inner", "message", "kept"], host.Probe.Seen.Select(Name));
        Assert.False(await queue.Poison.ExistsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Invocation_Each_HasAnInstanceAndAScopeOfItsOwn()
    {
        var queue = await TestQueue.CreateAsync();
        await queue.SendBase64Async("1");
        await queue.SendBase64Async("2");
        await using var host = await TestHost.Create(
            typeof(ScopedFunctions), settings: queue.Settings, configure: builder => builder.Services.AddScoped<ScopedFunctions.Scoped>()).StartAsync();

        await Eventually.TrueAsync(queue.IsEmptyAsync, "the messages deleted");

        Assert.Equal(2, host.Probe.Seen.OfType<Guid>().Distinct().Count());
        Assert.Equal(2, host.Probe.Seen.Count(item => item is "disposed"));
    }

    private static void UseBoth(FunctionsApplicationBuilder builder)
    {
        builder.UseMiddleware<Outer>();
        builder.UseMiddleware<Inner>();
    }

    private static string Name(object seen) => seen as string ?? "message";
}
