using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Console;

namespace Bitmagnet.LocalHost.Terminal;

internal static class TerminalServices
{
    private const string Formatter = "Logging:Console:FormatterName";

    /// <summary>Replaces the console's log by the terminal's, unless a formatter of the console is set, such as json.</summary>
    public static void AddTerminalLog(this WebApplicationBuilder web)
    {
        web.Services.AddSingleton(provider => TerminalLines.OfProcess(provider.GetRequiredService<TimeProvider>()));
        if (!string.IsNullOrEmpty(web.Configuration[Formatter]))
        {
            return;
        }

        // The command line reports it itself.
        web.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        foreach (var console in web.Services.Where(service => service.ImplementationType == typeof(ConsoleLoggerProvider)).ToArray())
        {
            web.Services.Remove(console);
        }

        web.Services
            .AddSingleton<Faults>()
            .AddSingleton<ILoggerProvider, TerminalLoggerProvider>()
            .AddHostedService<FaultWatch>();
    }
}
