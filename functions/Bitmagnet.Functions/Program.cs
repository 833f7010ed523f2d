using Bitmagnet.Functions.Api;
using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions;
using Bitmagnet.Functions.Enrichment;
using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Health;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Jobs;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Operations;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Sweeping;
using Bitmagnet.Functions.Telemetry;
using Bitmagnet.Functions.Tmdb;

if (CommandLine.AsksForHelp(args))
{
    await Console.Out.WriteLineAsync(CommandLine.Usage);
    return 0;
}

// The Azure host passes options of its own, which are left alone.
var isLocal = typeof(FunctionsApplication).Namespace == "Bitmagnet.LocalHost";
if ((isLocal || args is ["explain", ..]) && CommandLine.Problem(args) is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

try
{
    var builder = FunctionsApplication.CreateBuilder(CommandLine.ForConfiguration(args));
    builder.ConfigureFunctionsWebApplication();
    ScheduleDefaults.Add(builder.Configuration);
    // Statements and request URIs are for a person who looks for them: at Debug, not in every log.
    builder.Logging.AddFilter("Npgsql", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning)
        // A request's line has its query, and ?code= is a key.
        .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
    if (args is ["explain", .. var words])
    {
        return await ExplainCommand.RunAsync(
            ExplainArguments.Read(words), builder.Configuration, Console.In, Console.Out, Console.Error, CancellationToken.None);
    }

    builder.Services
        .AddSingleton(TimeProvider.System)
#pragma warning disable RS0030 // The one place: everything else has it injected.
        .AddSingleton(Random.Shared)
#pragma warning restore RS0030
        .AddStorage(builder.Configuration)
        .AddIndex(builder.Configuration)
        .AddTmdb(builder.Configuration)
        .AddMatching()
        .AddJobs()
        .AddEnrichment(builder.Configuration)
        .AddSweeping(builder.Configuration)
        .AddOperations()
        .AddApi()
        .AddHealth(builder.Configuration)
        .AddDashboard()
        .AddTelemetry(builder.Configuration);

    using var host = builder.Build();
    await host.RunAsync();
    return Environment.ExitCode;
}
catch (Exception e) when (e is InvalidSettingsException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
