using Bitmagnet.Functions;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Progress;
using Bitmagnet.LocalHost.Startup;
using Bitmagnet.LocalHost.Terminal;

namespace Bitmagnet.LocalHost.Commands;

internal sealed class RunCommand : AsyncCommand<RunSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RunSettings settings, CancellationToken cancellationToken)
    {
        var builder = new LocalHostBuilder(settings.ForConfiguration(), new HostSeams());
        await using var parts = await MissingParts.StartAsync(builder.Web.Configuration, verb: null);
        if (settings.ExitWhenDrained && string.IsNullOrEmpty(builder.Web.Configuration["ENRICHMENT_FEED_SCHEDULE"]))
        {
            builder.Web.Configuration["ENRICHMENT_FEED_SCHEDULE"] = "*/2 * * * * *"; // a drain has ended when a feed finds nothing to do
        }

        builder.Web.AddBitmagnetFunctions();
        builder.Web.AddTerminalLog();
        builder.Web.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ProgressDisplay>(provider, settings.ExitWhenDrained));
        await using var host = builder.Build();
        return await host.RunToEndAsync();
    }
}
