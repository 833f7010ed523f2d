using Azure.Data.Tables;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Tmdb;

namespace Bitmagnet.Functions.Explaining;

/// <summary>Registers this folder: for the application, and for the command, which needs no host.</summary>
public static class ExplainServices
{
    /// <summary>What <c>POST /api/explain</c> needs beside the resolver.</summary>
    public static IServiceCollection AddExplaining(this IServiceCollection services) => services.AddSingleton<ExplainEndpoint>();

    /// <summary>
    /// TMDB, with cache and budget in the storage account where one is set, so that the command and running instances share one limit, else in
    /// memory; stored content where a database is set. A part that is set and away is named, and left out.
    /// </summary>
    /// <exception cref="InvalidSettingsException">A setting has a value that is not allowed.</exception>
    /// <exception cref="InvalidOperationException">AzureWebJobsStorage has a value that is not allowed.</exception>
    internal static async Task<ServiceProvider> BuildAsync(IConfiguration configuration, TextWriter error, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Random())
            .AddTmdb(configuration)
            .AddSingleton(provider => new TitleResolver(provider.GetService<LocalContent>(), provider.GetRequiredService<TmdbCatalogue>()));
        var storage = StorageConnection.IsConfigured(configuration) ? StorageConnection.Read(configuration) : null;
        var postgres = SettingsReader.Read<PostgresOptions>(configuration);
        var database = IsPostgresSet(configuration) ? PostgresConnection.Read(postgres) : null;

        var storageProbe = storage is null ? Task.FromResult<string?>(null) : PartProbe.FaultAsync(storage.Tables(PartProbe.WithoutRetries), cancellationToken);
        var databaseProbe = database is null ? Task.FromResult<string?>(null) : PartProbe.FaultAsync(database, cancellationToken);
        if (await storageProbe is { } storageFault)
        {
            await error.WriteLineAsync(
                $"{StorageConnection.DefaultName}: {storageFault}; explain goes on without it: answers are not kept, and TMDB's limit holds for this run alone.");
            storage = null;
        }

        if (await databaseProbe is { } databaseFault)
        {
            var setting = string.IsNullOrWhiteSpace(postgres.Dsn) ? "POSTGRES_HOST" : "POSTGRES_DSN";
            await error.WriteLineAsync($"{setting}: {databaseFault}; explain goes on without it: stored content is not looked at.");
            database = null;
        }

        services.AddSingleton<TableServiceClient>(_ => storage?.Tables() ?? new MemoryTables());
        return database is null
            ? services.BuildServiceProvider()
            : services.AddSingleton(_ => database.CreateDataSource()).AddSingleton<LocalContent>().BuildServiceProvider();
    }

    /// <summary>Whether any setting names a database.</summary>
    public static bool IsPostgresSet(IConfiguration configuration) => configuration.AsEnumerable().Any(setting =>
        !string.IsNullOrEmpty(setting.Value)
        && (setting.Key.StartsWith("POSTGRES_", StringComparison.OrdinalIgnoreCase) || setting.Key.StartsWith("Postgres:", StringComparison.OrdinalIgnoreCase)));
}
