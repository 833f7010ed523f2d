using Bitmagnet.LocalHost.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bitmagnet.LocalHost.Tests.Fixtures;

/// <summary>A host of the given functions with its own folder, port and host id.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly string folder;
    private readonly IHost host;

    private TestHost(string folder, IHost host, Probe probe, CollectedLog log)
    {
        this.folder = folder;
        this.host = host;
        Probe = probe;
        Log = log;
    }

    public Probe Probe { get; }

    public CollectedLog Log { get; }

    public Uri Address => new(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static TestHost Create(
        Type functions,
        string hostJson = """{"version":"2.0"}""",
        Dictionary<string, string?>? settings = null,
        HostSeams? seams = null,
        Action<IServiceCollection>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("localhost-tests-").FullName;
        File.WriteAllText(Path.Combine(folder, "host.json"), hostJson);
        var local = new LocalHostBuilder(
            ["--port", "0"], (seams ?? new HostSeams()) with { FunctionTypes = [functions], AppFolder = folder, WorkingFolder = folder });
        var builder = local.Web;
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = Azurite.ConnectionString,
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        var probe = new Probe();
        var log = new CollectedLog();
        builder.Services.AddSingleton(probe);
        builder.Logging.ClearProviders().AddProvider(log);
        configure?.Invoke(builder.Services);
        return new TestHost(folder, local.Build(), probe, log);
    }

    public async Task<TestHost> StartAsync()
    {
        await host.StartAsync(TestContext.Current.CancellationToken);
        return this;
    }

    public Task StopAsync() => host.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(TestContext.Current.CancellationToken);
        host.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
