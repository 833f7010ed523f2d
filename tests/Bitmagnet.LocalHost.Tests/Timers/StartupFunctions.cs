using Bitmagnet.LocalHost.Tests.Fixtures;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.LocalHost.Tests.Timers;

public sealed class StartupFunctions(Probe probe)
{
    [Function("Tick")]
    public void Tick([TimerTrigger("%SCHEDULE%", RunOnStartup = true)] TimerInfo timer) => _ = probe.RunAsync(timer, CancellationToken.None);
}
