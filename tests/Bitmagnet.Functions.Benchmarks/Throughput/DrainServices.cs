using Bitmagnet.Functions.Corrections;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.Sandbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bitmagnet.Functions.Benchmarks.Throughput;

/// <summary>The application's services, without a host.</summary>
internal static class DrainServices
{
    public static ServiceProvider Build(string storage, string database, TmdbSimulator simulator)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = storage,
            ["POSTGRES_DSN"] = database,
            ["TMDB_BASE_URL"] = simulator.BaseUri.AbsoluteUri,
            ["TMDB_API_KEY"] = simulator.Key,
            ["TMDB_RATE_LIMIT"] = "0",
            ["ENRICHMENT_SETTLE_TIME"] = "0",
        }).Build();
        return new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Random(1))
            .AddStorage(configuration)
            .AddIndex(configuration)
            .AddTmdb(configuration)
            .AddResolving()
            .AddCorrections()
            .AddSingleton<JobLedger>()
            .AddEnrichment(configuration)
            .BuildServiceProvider();
    }
}
