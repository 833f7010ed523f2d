using Bitmagnet.LocalHost.Configuration;

namespace Bitmagnet.LocalHost;

/// <summary>Makes a builder for a functions application.</summary>
public static class FunctionsApplication
{
    /// <summary>A builder over the usual configuration: host.json, local.settings.json, environment variables, arguments.</summary>
    /// <exception cref="InvalidOperationException">local.settings.json or host.json cannot be read.</exception>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args, new HostSeams());
}
