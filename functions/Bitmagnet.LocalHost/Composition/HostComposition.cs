using System.Reflection;
using Azure.Storage.Queues;
using Bitmagnet.Functions.Storage;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Http;
using Bitmagnet.LocalHost.Invocation;
using Bitmagnet.LocalHost.Listening;
using Bitmagnet.LocalHost.Queues;
using Bitmagnet.LocalHost.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bitmagnet.LocalHost.Composition;

/// <summary>Joins the functions found to the listeners and endpoints that run them. Does no I/O.</summary>
internal sealed class HostComposition(WebApplicationBuilder web, HostSeams seams, IReadOnlyList<Type> middleware)
{
    // Where the Azure host keeps its locks and schedules, too.
    private const string HostContainer = "azure-webjobs-hosts";

    /// <summary>The host; its HTTP server starts first, its listeners last.</summary>
    public IHost Build()
    {
        var options = HostSettings.Read(web.Configuration);
        var functions = FunctionFinder.Find(seams.FunctionTypes ?? EntryTypes(), web.Configuration);
        CheckConnections(functions, web.Configuration);

        var services = web.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(seams);
        services.AddSingleton<KeyGuard>();
        services.AddSingleton<FunctionEndpoints>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<FunctionInvoker>(provider, middleware));
        services.AddSingleton(provider => Listeners(functions, provider));
        services.AddHostedService<ListenerService>();

        var app = web.Build();
        MapEndpoints(app, functions);
        return app;
    }

    private static IEnumerable<Type> EntryTypes() =>
        (Assembly.GetEntryAssembly() ?? throw new InvalidOperationException("The process has no entry assembly to find functions in."))
        .GetExportedTypes();

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
        foreach (var function in functions)
        {
            Log.Found(app.Logger, function.Name, function.Trigger.ToString());
            if (function.Trigger is Trigger.Http trigger)
            {
                endpoints.Map(app, function, trigger);
            }
        }

        if (functions.Count == 0)
        {
            Log.NoneFound(app.Logger, Assembly.GetEntryAssembly()?.GetName().Name ?? "the application");
        }
    }

    private static IReadOnlyList<IListener> Listeners(IReadOnlyList<Function> functions, IServiceProvider services) =>
        [.. functions.Select(function => Listener(function, services)).OfType<IListener>()];

    private static IListener? Listener(Function function, IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var seams = services.GetRequiredService<HostSeams>();
        var time = services.GetRequiredService<TimeProvider>();
        var invoker = services.GetRequiredService<FunctionInvoker>();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger($"Function.{function.Name}");
        switch (function.Trigger)
        {
            case Trigger.Queue trigger:
                var settings = services.GetRequiredService<HostSettings>();
                var options = settings.Queues;
                seams = settings.MessageLease is { } length ? seams with { MessageLease = length } : seams;

                // Bodies are decoded by the host itself, so that one that cannot be is seen.
                var storage = StorageConnection.Read(configuration, trigger.Connection)
                    .Queues(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
                var queue = storage.GetQueueClient(trigger.QueueName);
                var processor = new MessageProcessor(
                    function, queue, PoisonQueue.For(trigger.QueueName, storage), invoker, options, seams, time, logger);
                return new QueueListener(function.Name, queue, processor, options, seams, time, logger);
            case Trigger.Timer trigger:
                var container = StorageConnection.Read(configuration).Blobs().GetBlobContainerClient(HostContainer);
                return new TimerListener(function, trigger, container, HostId(configuration), invoker, seams, time, logger);
            default:
                return null;
        }
    }

    // Hosts of one application share their timers; AzureFunctionsWebHost__hostid tells two applications on one account apart.
    private static string HostId(IConfiguration configuration) =>
        (configuration["AzureFunctionsWebHost:hostid"] is { Length: > 0 } id ? id : Assembly.GetEntryAssembly()?.GetName().Name ?? "localhost")
        .ToLowerInvariant();
}
