using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
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
    private readonly List<Type> middleware = [];

    internal FunctionsApplicationBuilder(string[] args) => web = WebApplication.CreateBuilder(args);

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
    public FunctionsApplicationBuilder ConfigureFunctionsWebApplication() => this;

    // The worker's extension returns an interface that is not on the list of what the app may use; returning nothing
    // keeps what compiles here compiling there.

    /// <summary>Puts a middleware, a singleton, around every invocation; the first added is the outermost.</summary>
    public void UseMiddleware<T>() where T : class, IFunctionsWorkerMiddleware
    {
        Services.TryAddSingleton<T>();
        middleware.Add(typeof(T));
    }

    /// <summary>The host, ready to run.</summary>
    public IHost Build() => web.Build();

    void IHostApplicationBuilder.ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure) =>
        ((IHostApplicationBuilder)web).ConfigureContainer(factory, configure);
}
