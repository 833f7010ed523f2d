using Bitmagnet.Functions;
using Bitmagnet.Functions.Schedules;
using Bitmagnet.Functions.Settings;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;

try
{
    var builder = FunctionsApplication.CreateBuilder(args);
    if (string.IsNullOrEmpty(builder.Configuration["Functions:Worker:HostEndpoint"]))
    {
        await Console.Error.WriteLineAsync(
            "A Functions host starts this program (Azure, or Core Tools: func start). On one machine without a host: dotnet run --project functions/Bitmagnet.LocalHost");
        return 2;
    }

    builder.ConfigureFunctionsWebApplication();
    builder.Services.AddOpenTelemetry().UseFunctionsWorkerDefaults();
    builder.AddBitmagnetFunctions();
    ScheduleMetadata.Register(builder.Services, builder.Configuration);

    using var host = builder.Build();
    return await host.RunToEndAsync();
}
catch (Exception e) when (e is InvalidSettingsException or InvalidOperationException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
