using System.Globalization;
using Bitmagnet.Functions.Storage;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Http;
using Bitmagnet.LocalHost.Invocation;
using Bitmagnet.LocalHost.Listening;
using Bitmagnet.LocalHost.Timers;
using Bitmagnet.LocalHost.WebJobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bitmagnet.LocalHost;

/// <summary>
/// Makes a host for the functions on one machine. It reads settings as Core Tools and the Azure host do, serves HTTP on loopback, and connects
/// the functions with the listeners and endpoints that run them. Does no I/O beyond reading its files.
/// </summary>
internal sealed class LocalHostBuilder
{
    // The container in which the Azure host, too, keeps locks and schedules.
    private const string HostContainer = "azure-webjobs-hosts";

    private readonly HostSeams seams;

    /// <summary>Reads host.json, local.settings.json and the arguments.</summary>
    /// <param name="args"><c>--name=value</c> each; <c>--port=0</c> picks a free port.</param>
    /// <exception cref="InvalidOperationException">A file or LISTEN cannot be read; the message says where and what is allowed.</exception>
    public LocalHostBuilder(string[] args, HostSeams seams)
    {
        this.seams = seams;
        LocalSettings.Apply(LocalSettings.Read(seams.WorkingFolder, seams.AppFolder));
        Web = WebApplication.CreateBuilder(args);
        ((IConfigurationBuilder)Web.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = HostFile.Read(seams.AppFolder) });
        var port = new ConfigurationBuilder().AddCommandLine(args).Build()["port"];
        if (port is not null || string.IsNullOrEmpty(Web.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            Web.WebHost.UseUrls(ListenAddress.Url(Web.Configuration[ListenAddress.Setting], port is null ? ListenAddress.DefaultPort : int.Parse(port, CultureInfo.InvariantCulture)));
        }

        // The queue library logs a 404 for each queue or blob that does not exist yet, and each run, which the invoker logs already.
        Web.Logging.AddFilter("Azure.Core", LogLevel.Error).AddFilter("Host", LogLevel.Warning).AddFilter("Microsoft.Azure.WebJobs", LogLevel.Warning);
        Web.Services.AddMvcCore();
    }

    /// <summary>The builder, for the application's services and settings.</summary>
    public WebApplicationBuilder Web { get; }

    /// <summary>The host, ready to run; its HTTP server starts first, its listeners last.</summary>
    /// <exception cref="InvalidOperationException">A setting, a field of host.json or a function is not allowed.</exception>
    public WebApplication Build()
    {
        var options = HostSettings.Read(Web.Configuration);
        var functions = FunctionFinder.Find(seams.FunctionTypes, Web.Configuration);
        foreach (var function in functions.Where(function => function.Trigger is not Trigger.Http))
        {
            StorageConnection.Read(Web.Configuration, (function.Trigger as Trigger.Queue)?.Connection ?? StorageConnection.DefaultName);
            if (function.Trigger is Trigger.Queue)
            {
                // The queue library logs the start and the end of each message.
                Web.Logging.AddFilter($"Function.{function.Name}", LogLevel.Warning);
            }
        }

        Web.Services.TryAddSingleton(TimeProvider.System);
        Web.Services
            .AddSingleton(options)
            .AddSingleton(seams)
            .AddSingleton<KeyGuard>()
            .AddSingleton<FunctionEndpoints>()
            .AddSingleton<FunctionInvoker>()
            .AddSingleton<JobsInWork>()
            .AddSingleton(provider => Listeners(functions, provider))
            .AddHostedService<ListenerService>();
        var app = Web.Build();
        MapEndpoints(app, functions);
        return app;
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
        IReadOnlyList<Function> queued = [.. functions.Where(function => function.Trigger is Trigger.Queue)];
        if (queued.Count > 0)
        {
            listeners.Add(ActivatorUtilities.CreateInstance<QueueListener>(services, queued));
        }

        return listeners;
    }

    private static TimerListener Timer(Function function, IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var container = StorageConnection.Read(configuration).Blobs().GetBlobContainerClient(HostContainer);
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger($"Function.{function.Name}");
        return ActivatorUtilities.CreateInstance<TimerListener>(services, function, (Trigger.Timer)function.Trigger, container, HostId(configuration), logger);
    }

    // Hosts of one application share their timers; AzureFunctionsWebHost__hostid separates two applications on one account.
    private static string HostId(IConfiguration configuration) =>
        (configuration["AzureFunctionsWebHost:hostid"] is { Length: > 0 } id ? id : "bitmagnet.functions").ToLowerInvariant();
}
