using Bitmagnet.LocalHost.Composition;
using Bitmagnet.LocalHost.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bitmagnet.LocalHost;

/// <summary>Builds a functions application on one machine.</summary>
public sealed class FunctionsApplicationBuilder : IHostApplicationBuilder
{
    private readonly WebApplicationBuilder web;
    private readonly HostSeams seams;
    private readonly List<Type> middleware = [];
    private bool hasBuilt;

    internal FunctionsApplicationBuilder(string[] args, HostSeams seams)
    {
        this.seams = seams;

        // Before the builder: hosting start-ups of the entry assembly run in its constructor, and read settings.
        LocalSettings.Apply(LocalSettings.Read(seams.WorkingFolder, seams.AppFolder));
        var file = HostFile.Read(seams.AppFolder);
        var port = HostArguments.Port(args);

        web = WebApplication.CreateBuilder(args);
        ((IConfigurationBuilder)web.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = file });
        if (port is not null || string.IsNullOrEmpty(web.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            web.WebHost.UseUrls(Url(port ?? HostArguments.DefaultPort));
        }
    }

    /// <inheritdoc/>
    public IServiceCollection Services => web.Services;

    /// <summary>The application's settings.</summary>
    public ConfigurationManager Configuration => web.Configuration;

    /// <inheritdoc/>
    public IHostEnvironment Environment => web.Environment;

    /// <inheritdoc/>
    public ILoggingBuilder Logging => web.Logging;

    IConfigurationManager IHostApplicationBuilder.Configuration => web.Configuration;

    IDictionary<object, object> IHostApplicationBuilder.Properties => ((IHostApplicationBuilder)web).Properties;

    IMetricsBuilder IHostApplicationBuilder.Metrics => web.Metrics;

    /// <summary>Lets HTTP functions take and return ASP.NET Core types.</summary>
    public FunctionsApplicationBuilder ConfigureFunctionsWebApplication()
    {
        Services.AddMvcCore();
        return this;
    }

    // The worker's extension returns an interface that is not on the list of what the app may use; returning nothing
    // keeps what compiles here compiling there.

    /// <summary>Puts a middleware, a singleton, around every invocation; the first added is the outermost.</summary>
    public void UseMiddleware<T>() where T : class, IFunctionsWorkerMiddleware
    {
        Services.TryAddSingleton<T>();
        middleware.Add(typeof(T));
    }

    /// <summary>The host, ready to run.</summary>
    /// <exception cref="InvalidOperationException">
    /// A setting, a field of host.json or a function is not allowed; or the host was built before.
    /// </exception>
    public IHost Build()
    {
        if (hasBuilt)
        {
            throw new InvalidOperationException("The application has already been built.");
        }

        hasBuilt = true;
        return new HostComposition(web, seams, middleware).Build();
    }

    void IHostApplicationBuilder.ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure) =>
        ((IHostApplicationBuilder)web).ConfigureContainer(factory, configure);

    // Both loopback addresses, where the port is known; a free port cannot be picked for two addresses at once.
    private static string Url(int port) => port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{port}";
}
