using System.Collections.Concurrent;
using System.Diagnostics;
using Bitmagnet.Functions.Settings;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.Functions.Tests;

public sealed class CompositionTests
{
    [Theory]
    [InlineData("base64", false)]
    [InlineData("None", true)]
    [InlineData("", true)]
    public void Storage_WithASettingThatLetsTheHostDecode_IsRefused(string encoding, bool isAllowed)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["AzureFunctionsJobHost:extensions:queues:messageEncoding"] = encoding }).Build();

        var refusal = Record.Exception(() => new ServiceCollection().AddStorage(configuration));

        Assert.Equal(isAllowed ? null : "AzureFunctionsJobHost__extensions__queues__messageEncoding is 'base64'; allowed: none.", refusal?.Message);
    }

    [Fact]
    public async Task Functions_WithNothingReachable_AreMadeWithoutOneRequest()
    {
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage:queueServiceUri"] = "https://queue.invalid",
            ["AzureWebJobsStorage:tableServiceUri"] = "https://table.invalid",
            ["AzureWebJobsStorage:blobServiceUri"] = "https://blob.invalid",
            ["AzureWebJobsStorage:credential"] = "managedidentity",
            ["POSTGRES_HOST"] = "database.invalid",
            ["TMDB_BASE_URL"] = "https://tmdb.invalid/3",
            ["TMDB_API_KEY"] = "0123456789abcdef0123456789abcdef",
        };
        var requests = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "System.Net.Http" or "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = requests.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var root = new Activity("composition").Start(); // separates this test's spans from those of tests beside it
        await using var services = EnrichmentHarness.Compose(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();

        var functions = typeof(SettingAttribute).Assembly.GetTypes()
            .Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(FunctionAttribute), inherit: false)))
            .Select(type => ActivatorUtilities.CreateInstance(services, type))
            .ToArray();

        Assert.NotEmpty(functions);
        Assert.DoesNotContain(requests, request => request.TraceId == root.TraceId);
    }
}
