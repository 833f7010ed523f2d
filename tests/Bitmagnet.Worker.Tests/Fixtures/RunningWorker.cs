using Bitmagnet.EndToEnd.Tests;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Worker.Tests.Hosting;

namespace Bitmagnet.Worker.Tests.Fixtures;

/// <summary>One worker with loaded functions and its own storage account, database and TMDB.</summary>
[CollectionDefinition(nameof(RunningWorker))]
public sealed class RunningWorker : ICollectionFixture<RunningWorker>, IAsyncLifetime
{
    internal SystemUnderTest System { get; private set; } = null!;

    internal FunctionsHost Host { get; private set; } = null!;

    /// <summary>The host's HTTP side.</summary>
    internal HttpFront Http { get; private set; } = null!;

    internal QueueFront Jobs { get; private set; } = null!;

    internal QueueFront Poison { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        System = await SystemUnderTest.StartAsync();
        System.Settings["HEALTH_SCHEDULE"] = "0 * * * * *"; // otherwise RecordQueueHealth is left out
        Host = await FunctionsHost.StartAndLoadAsync(System.Settings);
        Http = new HttpFront(Host);
        Jobs = new QueueFront(Host, System.StorageConnection, StorageNames.EnrichmentQueue);
        Poison = new QueueFront(Host, System.StorageConnection, StorageNames.PoisonQueue);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        if (System is not null)
        {
            await System.DisposeAsync();
        }
    }
}
