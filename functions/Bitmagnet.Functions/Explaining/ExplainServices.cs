using Azure.Data.Tables;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Explaining;

/// <summary>What the command needs to match, apart from the host, which cannot be built without storage and database.</summary>
internal static class ExplainServices
{
    /// <summary>
    /// TMDB with its cache and its budget in the storage account where one is set, so that the command keeps the limit together with the
    /// instances that run, else in memory; stored content where a database is set. Does no I/O.
    /// </summary>
    public static ServiceProvider Build(IConfiguration configuration)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Random())
            .AddSingleton(IsSet(configuration, StorageConnection.DefaultName) ? StorageConnection.Read(configuration).Tables() : new MemoryTables())
            .AddTmdb(configuration);
        if (IsSet(configuration, "POSTGRES"))
        {
            services.AddIndex(configuration);
        }

        return services
            .AddSingleton(provider => new TitleResolver(provider.GetService<LocalContent>(), provider.GetRequiredService<TmdbCatalogue>()))
            .BuildServiceProvider();
    }

    private static bool IsSet(IConfiguration configuration, string prefix) => configuration.AsEnumerable().Any(setting =>
        setting.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(setting.Value));
}
