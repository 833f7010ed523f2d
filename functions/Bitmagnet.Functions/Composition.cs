using Bitmagnet.Functions.Api;
using Bitmagnet.Functions.Corrections;
using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.FeedControl;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.JobActions;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Notifications;
using Bitmagnet.Functions.OnDemand;
using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Schedules;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Functions.Telemetry;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.Functions.Torrents;

namespace Bitmagnet.Functions;

/// <summary>Composes the application: the same for the worker in Azure and for LocalHost.</summary>
public static class Composition
{
    // Statements and request URIs serve a person who looks for them, at Debug. A line for each request says nothing that the functions'
    // own lines do not, and holds the query, where ?code= is a key.
    private static readonly string[] Quiet =
    [
        "Npgsql", "System.Net.Http", "Polly", "Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Mvc", "Microsoft.AspNetCore.Routing",
    ];

    /// <summary>Adds every service that the functions of <c>Triggers/</c> need. Does no I/O.</summary>
    /// <exception cref="InvalidSettingsException">A setting has a value that is not allowed.</exception>
    /// <exception cref="InvalidOperationException">So has AzureWebJobsStorage.</exception>
    public static void AddBitmagnetFunctions(this IHostApplicationBuilder builder)
    {
        ScheduleDefaults.Add(builder.Configuration);
        foreach (var category in Quiet)
        {
            builder.Logging.AddFilter(category, LogLevel.Warning);
        }

        builder.Services
            .AddSingleton(TimeProvider.System)
#pragma warning disable RS0030 // The one place: everything else has it injected.
            .AddSingleton(Random.Shared)
#pragma warning restore RS0030
            .AddHostedService<UnknownSettings>()
            .AddCapabilities(builder.Configuration);
    }

    /// <summary>Adds what each folder has. Does no I/O.</summary>
    /// <exception cref="InvalidSettingsException">A setting has a value that is not allowed.</exception>
    internal static IServiceCollection AddCapabilities(this IServiceCollection services, IConfiguration configuration) => services
        .AddStorage(configuration)
        .AddIndex(configuration)
        .AddTmdb(configuration)
        .AddResolving()
        .AddExplaining()
        .AddSingleton<JobLedger>()
        .AddSingleton<JobSearch>()
        .AddEnrichment(configuration)
        .AddSweeping(configuration)
        .AddCorrections()
        .AddSingleton<FeedSwitch>()
        .AddSingleton<BackfillEndpoints>()
        .AddSingleton<EnrichLever>()
        .AddSingleton<EnrichEndpoint>()
        .AddSingleton<JobLevers>()
        .AddSingleton<JobTorrents>()
        .AddSingleton<JobEndpoints>()
        .AddSingleton<MatchLever>()
        .AddSingleton<MatchEndpoints>()
        .AddSingleton<TorrentStories>()
        .AddSingleton<UnmatchedTorrents>()
        .AddSingleton<TorrentEndpoints>()
        .AddSingleton<ApiDocument>()
        .AddHealth(configuration)
        .AddNotifications(configuration)
        .AddDashboard()
        .AddTelemetry(configuration);
}
