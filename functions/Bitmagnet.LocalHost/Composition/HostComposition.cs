using Bitmagnet.Functions.Storage;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Http;
using Bitmagnet.LocalHost.Invocation;
using Bitmagnet.LocalHost.Listening;
using Bitmagnet.LocalHost.Timers;
using Bitmagnet.LocalHost.WebJobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bitmagnet.LocalHost.Composition;

/// <summary>Connects the functions with the listeners and endpoints that run them. Does no I/O.</summary>
internal sealed class HostComposition(WebApplicationBuilder web, HostSeams seams)
{
    // The container in which the Azure host, too, keeps locks and schedules.
    private const string HostContainer = "azure-webjobs-hosts";

    /// <summary>The host; its HTTP server starts first, its listeners last.</summary>
    public WebApplication Build()
    {
        var options = HostSettings.Read(web.Configuration);
        var functions = FunctionFinder.Find(seams.FunctionTypes, web.Configuration);
        CheckConnections(functions, web.Configuration);
        foreach (var function in functions.Where(function => function.Trigger is Trigger.Queue))
        {
            // The queue library logs the start and the end of each message.
            web.Logging.AddFilter($"Function.{function.Name}", LogLevel.Warning);
        }

        var services = web.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(seams);
        services.AddSingleton<KeyGuard>();
        services.AddSingleton<FunctionEndpoints>();
        services.AddSingleton<FunctionInvoker>();
        services.AddSingleton<JobsInWork>();
        services.AddSingleton(provider => Listeners(functions, provider));
        services.AddHostedService<ListenerService>();

        var app = web.Build();
        MapEndpoints(app, functions);
        return app;
    }

    private static void CheckConnections(IReadOnlyList<Function> functions, IConfiguration configuration)
    {
        foreach (var function in functions)
        {
            if (function.Trigger is not Trigger.Http)
            {
                StorageConnection.Read(configuration, (function.Trigger as Trigger.Queue)?.Connection ?? StorageConnection.DefaultName);
            }
        }
    }

    private static void MapEndpoints(WebApplication app, IReadOnlyList<Function> functions)
    {
        var endpoints = app.Services.GetRequiredService<FunctionEndpoints>();
        endpoints.MapRoot(app);
        foreach (var function in functions)
        {
            Log.Found(app.Logger, function.Name, function.Trigger.ToString());
            if (function.Trigger is Trigger.Http trigger)
            {
                endpoints.Map(app, function, trigger);
            }
        }
    }

    private static IReadOnlyList<IListener> Listeners(IReadOnlyList<Function> functions, IServiceProvider services)
    {
        List<IListener> listeners = [.. functions.Where(function => function.Trigger is Trigger.Timer).Select(function => Timer(function, services))];
        List<Function> queued = [.. functions.Where(function => function.Trigger is Trigger.Queue)];
        if (queued.Count > 0)
        {
            listeners.Add(ActivatorUtilities.CreateInstance<QueueListener>(services, (IReadOnlyList<Function>)queued));
        }

        return listeners;
    }

    private static TimerListener Timer(Function function, IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var container = StorageConnection.Read(configuration).Blobs().GetBlobContainerClient(HostContainer);
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger($"Function.{function.Name}");
        return new TimerListener(
            function, (Trigger.Timer)function.Trigger, container, HostId(configuration), services.GetRequiredService<FunctionInvoker>(),
            services.GetRequiredService<HostSeams>(), services.GetRequiredService<TimeProvider>(), logger);
    }

    // Hosts of one application share their timers; AzureFunctionsWebHost__hostid separates two applications on one account.
    private static string HostId(IConfiguration configuration) =>
        (configuration["AzureFunctionsWebHost:hostid"] is { Length: > 0 } id ? id : "bitmagnet.functions").ToLowerInvariant();
}
