using Bitmagnet.LocalHost.Composition;
using Bitmagnet.LocalHost.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration.Memory;

namespace Bitmagnet.LocalHost;

/// <summary>Makes a host for the functions on one machine. It reads settings as Core Tools and the Azure host do, and serves HTTP on loopback.</summary>
internal sealed class LocalHostBuilder
{
    private readonly HostSeams seams;

    /// <summary>Reads host.json, local.settings.json and the arguments.</summary>
    /// <exception cref="InvalidOperationException">One of them cannot be read; the message says where and what is allowed.</exception>
    public LocalHostBuilder(string[] args, HostSeams seams)
    {
        this.seams = seams;
        LocalSettings.Apply(LocalSettings.Read(seams.WorkingFolder, seams.AppFolder));
        var file = HostFile.Read(seams.AppFolder);
        var port = HostArguments.Port(args);

        Web = WebApplication.CreateBuilder(args);
        ((IConfigurationBuilder)Web.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = file });
        if (port is not null || string.IsNullOrEmpty(Web.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            Web.WebHost.UseUrls(ListenAddress.Url(Web.Configuration[ListenAddress.Setting], port ?? HostArguments.DefaultPort));
        }

        // The queue library logs a 404 for each queue or blob that does not exist yet, and each run, which the invoker logs already.
        Web.Logging.AddFilter("Azure.Core", LogLevel.Error).AddFilter("Host", LogLevel.Warning).AddFilter("Microsoft.Azure.WebJobs", LogLevel.Warning);
        Web.Services.AddMvcCore();
    }

    /// <summary>The builder, for the application's services and settings.</summary>
    public WebApplicationBuilder Web { get; }

    /// <summary>The host, ready to run.</summary>
    /// <exception cref="InvalidOperationException">A setting, a field of host.json or a function is not allowed.</exception>
    public WebApplication Build() => new HostComposition(Web, seams).Build();
}
