using Bitmagnet.LocalHost.Tests.Fixtures;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.LocalHost.Tests.Timers;

public sealed class TimerFunctions(Probe probe)
{
    [Function("Tick")]
    public Task TickAsync([TimerTrigger("%SCHEDULE%")] TimerInfo timer, CancellationToken cancellation) => probe.RunAsync(timer, cancellation);
}
