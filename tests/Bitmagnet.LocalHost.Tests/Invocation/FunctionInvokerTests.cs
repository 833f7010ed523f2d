using Bitmagnet.LocalHost.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Bitmagnet.LocalHost.Tests.Invocation;

public sealed class FunctionInvokerTests
{
    [Fact]
    public async Task Invocation_Each_HasAnInstanceAndAScopeOfItsOwn()
    {
        await using var host = await TestHost.Create(
            typeof(ScopedFunctions), configure: services => services.AddScoped<ScopedFunctions.Scoped>()).StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };

        await client.GetStringAsync("/api/Scoped", TestContext.Current.CancellationToken);
        await client.GetStringAsync("/api/Scoped", TestContext.Current.CancellationToken);

        Assert.Equal(2, host.Probe.Seen.OfType<Guid>().Distinct().Count());
        Assert.Equal(2, host.Probe.Seen.Count(item => item is "disposed"));
    }
}
