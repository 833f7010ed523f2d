using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Bitmagnet.LocalHost;

/// <summary>Builds a functions application on one machine.</summary>
public sealed class FunctionsApplicationBuilder
{
    private readonly WebApplicationBuilder web;

    internal FunctionsApplicationBuilder(string[] args) => web = WebApplication.CreateBuilder(args);

    /// <summary>HTTP functions use ASP.NET Core types.</summary>
    public FunctionsApplicationBuilder ConfigureFunctionsWebApplication() => this;

    /// <summary>The host, ready to run.</summary>
    public IHost Build() => web.Build();
}
