using System.Text.Json;
using Bitmagnet.Worker.Tests.Protocol;

namespace Bitmagnet.Worker.Tests.Hosting;

/// <summary>The host's side of a timer.</summary>
internal static class Ticks
{
    /// <summary>Runs a timer function as on its schedule.</summary>
    public static Invocation Tick(this FunctionsHost host, string function) => host.Invoke(host.Function(function), new TypedData
    {
        Json = JsonSerializer.Serialize(new
        {
            Schedule = new { AdjustForDST = true },
            ScheduleStatus = new { Last = DateTime.UnixEpoch, Next = DateTime.UnixEpoch.AddMinutes(5), LastUpdated = DateTime.UnixEpoch },
            IsPastDue = false,
        }),
    });
}
