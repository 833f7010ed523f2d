using Azure.Data.Tables;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Explaining;

/// <summary>What the command needs to match: no more than is set.</summary>
internal static class ExplainServices
{
    /// <summary>
    /// TMDB with its cache and its budget in the storage account where one is set, so that the command keeps the limit together with the
    /// instances that run; else in memory.
    /// </summary>
    public static ServiceProvider Build(IConfiguration configuration)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System);
        services.AddSingleton(new Random());
        services.AddSingleton(HasStorage(configuration) ? Storage.StorageConnection.Read(configuration).Tables() : new MemoryTables());
        return services.AddTmdb(configuration).BuildServiceProvider();
    }

    /// <summary>Without stored content where no database is set.</summary>
    /// <param name="own">Built above.</param>
    /// <param name="application">Asked for the database, where one is set.</param>
    public static TitleResolver Resolver(IServiceProvider own, IServiceProvider application)
    {
        var hasDatabase = application.GetRequiredService<IConfiguration>().AsEnumerable().Any(setting =>
            setting.Key.StartsWith("POSTGRES", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(setting.Value));
        return new TitleResolver(hasDatabase ? application.GetRequiredService<LocalContent>() : null, own.GetRequiredService<TmdbCatalogue>());
    }

    private static bool HasStorage(IConfiguration configuration) => configuration.AsEnumerable().Any(setting =>
        setting.Key.StartsWith("AzureWebJobsStorage", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(setting.Value));
}
