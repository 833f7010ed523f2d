using Bitmagnet.Functions.Settings;

namespace Bitmagnet.Functions.Index;

/// <summary>Registers bitmagnet's index.</summary>
public static class IndexServices
{
    /// <summary>Adds the database's connection pool and the readers and writers over it. Does no I/O.</summary>
    /// <exception cref="InvalidSettingsException">A POSTGRES_ setting has a value that is not allowed.</exception>
    public static IServiceCollection AddIndex(this IServiceCollection services, IConfiguration configuration)
    {
        var options = SettingsReader.Read<PostgresOptions>(configuration);
        var connection = PostgresConnection.Read(options);
        return services
            .AddSingleton(SettingsReader.Read<FeedOptions>(configuration))
            .AddSingleton(options)
            .AddSingleton(connection)
            .AddSingleton(provider => connection.CreateDataSource(provider.GetService<ILoggerFactory>()))
            .AddSingleton<IndexSchemaSource>()
            .AddSingleton<DatabaseProbe>()
            .AddSingleton<TorrentReader>()
            .AddSingleton<LocalContent>()
            .AddSingleton<ContentWriter>()
            .AddSingleton<FeedReader>()
            .AddSingleton<UnmatchedReader>()
            .AddSingleton<TorrentRows>()
            .AddHostedService<SchemaCheck>();
    }
}
