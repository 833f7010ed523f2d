using System.Globalization;
using Azure.Data.Tables;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.Sandbox;
using Bitmagnet.Sandbox.Catalogue;
using Bitmagnet.Sandbox.Simulator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bitmagnet.Functions.Benchmarks.Requests;

/// <summary>
/// Resolves a population with this application's resolver, in several instances with one table, and with bitmagnet's rules. Our requests
/// are counted at the simulated TMDB. There is no database, so only the cache answers repeated look-ups.
/// </summary>
internal static class RequestMeasurement
{
    private const int Instances = 3;
    private const int JobSize = 100;
    private const int Strangers = 20_000;

    /// <summary>Counts the requests.</summary>
    /// <param name="population">The torrents.</param>
    /// <param name="dense">Whether TMDB has other titles around those of the population.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RequestCounts> RunAsync(Population population, bool dense, CancellationToken cancellationToken)
    {
        var known = dense ? Dense(population) : population.Known;
        var theirs = new BitmagnetLookUps(new CatalogueSearch(known));
        foreach (var torrent in population.Torrents)
        {
            theirs.Classify(torrent);
        }

        await using var tmdb = await TmdbSimulator.StartAsync(new SimulatorOptions { Titles = known }, cancellationToken);
        TableServiceClient tables = new MemoryTables();
        var instances = Enumerable.Range(0, Instances).Select(_ => Instance(tmdb, tables)).ToList();
        int matched = 0, wrong = 0, job = 0;
        foreach (var torrents in population.Torrents.Chunk(JobSize))
        {
            var resolver = instances[job++ % Instances].GetRequiredService<TitleResolver>();
            var resolutions = await resolver.ResolveAsync([.. torrents.Select(torrent => new ResolveRequest(torrent.Name, null, Strict: false) { VideoFiles = torrent.Title.Kind == CatalogueKind.Movie ? 1 : null })], cancellationToken);
            foreach (var (torrent, resolution) in torrents.Zip(resolutions))
            {
                switch (resolution)
                {
                    case Resolution.Matched match when torrent.IsKnown && match.Content.Ref.Id == torrent.Title.Id.ToString(CultureInfo.InvariantCulture):
                        matched++;
                        break;
                    case Resolution.Matched:
                        wrong++;
                        break;
                    case Resolution.Deferred deferred:
                        throw new InvalidOperationException($"The simulated TMDB is {deferred.State.Status}: {deferred.State.InWords}");
                }
            }
        }

        foreach (var instance in instances)
        {
            await instance.DisposeAsync();
        }

        var ours = (int)tmdb.Counts.ByCall.Where(call => call.Key != "authentication").Sum(call => call.Value);
        return new RequestCounts(population.Least, ours, theirs.Requests, population.Torrents.Count(torrent => torrent.IsKnown), matched, wrong, theirs.Matched);
    }

    /// <summary>Titles around the population's; none of them has the name of an absent title.</summary>
    private static List<CatalogueTitle> Dense(Population population)
    {
        var absent = population.Torrents.Where(torrent => !torrent.IsKnown).Select(torrent => TitleNormaliser.Normalise(torrent.Title.Title).BareKey).ToHashSet();
        return [.. DenseCatalogue.Of(population.Known, Strangers, seed: 5).Where(title => !absent.Contains(TitleNormaliser.Normalise(title.Title).BareKey))];
    }

    private static ServiceProvider Instance(TmdbSimulator tmdb, TableServiceClient tables)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TMDB_BASE_URL"] = tmdb.BaseUri.AbsoluteUri,
            ["TMDB_API_KEY"] = tmdb.Key,
            ["TMDB_RATE_LIMIT"] = "0",
        }).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Random(1))
            .AddSingleton(tables)
            .AddTmdb(configuration)
            .AddSingleton(provider => new TitleResolver(null, provider.GetRequiredService<TmdbCatalogue>()))
            .BuildServiceProvider();
    }
}
