using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>The TMDB parts of one instance of the application.</summary>
internal sealed class TmdbInstance : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly TmdbProbe probe;

    public TmdbInstance(TableServiceClient account, TmdbOptions options, TimeProvider time, int seed = 1, TimeProvider? budgetTime = null)
    {
        var random = new Random(seed);
        var tables = new TmdbTables(account);
        var metrics = new TmdbMetrics(services.GetRequiredService<IMeterFactory>());
        Budget = new TmdbBudget(tables, options, budgetTime ?? time, random);
        probe = new TmdbProbe(options, metrics, time, random);
        Gate = new TmdbGate(tables, probe, options, time, random, NullLogger<TmdbGate>.Instance);
        Clock = new TmdbProbeClock(Gate, time, random, NullLogger<TmdbProbeClock>.Instance);
        Client = new TmdbClient(options, Budget, Gate, metrics, time, random, NullLogger<TmdbClient>.Instance);
        Store = new TmdbCacheStore(tables, options, time, NullLogger<TmdbCacheStore>.Instance);
        Catalogue = new TmdbCatalogue(Client, Gate, Store, options, metrics, time, random, NullLogger<TmdbCatalogue>.Instance);
    }

    public TmdbBudget Budget { get; }

    public TmdbProbeClock Clock { get; }

    public TmdbClient Client { get; }

    public TmdbGate Gate { get; }

    public TmdbCacheStore Store { get; }

    public TmdbCatalogue Catalogue { get; }

    public void Dispose()
    {
        Catalogue.Dispose();
        Clock.Dispose();
        Client.Dispose();
        Gate.Dispose();
        probe.Dispose();
        Budget.Dispose();
        services.Dispose();
    }
}
