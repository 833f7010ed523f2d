using Azure.Storage.Blobs;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Invocation;
using Bitmagnet.LocalHost.Listening;
using Microsoft.Azure.Functions.Worker;

namespace Bitmagnet.LocalHost.Timers;

/// <summary>Runs the function on its schedule while it holds its lease; an occurrence during a run is skipped.</summary>
internal sealed class TimerListener(
    Function function, Trigger.Timer trigger, BlobContainerClient container, string hostId,
    FunctionInvoker invoker, HostSeams seams, TimeProvider time, ILogger logger) : IListener
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly BlobClient lockBlob = container.GetBlobClient($"locks/{hostId}/{function.Name}");
    private readonly TimerStatusStore store = new(container.GetBlobClient($"timers/{hostId}/{function.Name}/status"));
    private bool ranAtStart;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task RunAsync(StopSignals signals)
    {
        var wasHeld = false;
        while (!signals.Stop.IsCancellationRequested)
        {
            try
            {
                await using var lease = await TimerLease.AcquireAsync(
                    function.Name, lockBlob, seams.TimerLease, time, logger, signals.Stop);
                if (lease is not null)
                {
                    wasHeld = false;
                    await HoldAsync(lease, signals);
                    continue;
                }

                if (!wasHeld)
                {
                    Log.TimerHeld(logger, function.Name, seams.RetryInterval);
                    wasHeld = true;
                }
            }
            catch (Exception exception) when (!signals.Stop.IsCancellationRequested)
            {
                Log.TimerUnreachable(logger, function.Name, seams.RetryInterval, exception);
            }
            catch (Exception)
            {
                // The host stops: a failure now is caused by the stop, or by a storage that stops as well. The lease expires by itself.
                return;
            }

            await Task.Delay(seams.RetryInterval, time, signals.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task HoldAsync(TimerLease lease, StopSignals signals)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, signals.Stop);
        var isMonitored = TimerPlan.IsMonitored(trigger.Schedule, trigger.UseMonitor, Now);
        var status = isMonitored ? await store.ReadAsync(ends.Token) : null;
        if (TimerPlan.Missed(trigger.Schedule, status, Now) is { } missed)
        {
            Log.PastDue(logger, function.Name, Now - missed);
            status = await RunOnceAsync(true, isMonitored, status, signals);
        }
        else if (trigger.RunOnStartup && !ranAtStart)
        {
            status = await RunOnceAsync(false, isMonitored, status, signals);
        }
        else if (isMonitored && status?.Next != TimerPlan.Next(trigger.Schedule, Now))
        {
            // The first start, or a changed schedule: from now on an occurrence can be missed.
            status = await RecordAsync(last: default);
        }

        ranAtStart = true;
        while (await OccursAsync(TimerPlan.Next(trigger.Schedule, Now), time, ends.Token))
        {
            status = await RunOnceAsync(false, isMonitored, status, signals);
        }
    }

    /// <summary>Waits for a time; false if the wait was ended. The clock is read once a round: of two reads, the second may lie after the time.</summary>
    internal static async Task<bool> OccursAsync(DateTime next, TimeProvider time, CancellationToken ends)
    {
        // A timer may fire slightly before its time; the loop then waits for the rest. Where that is more than before, the clock was set back.
        var pause = Left();
        for (var before = TimeSpan.MaxValue; !ends.IsCancellationRequested && pause > TimeSpan.Zero && pause <= before; (before, pause) = (pause, Left()))
        {
            await Task.Delay(pause < LongestPause ? pause : LongestPause, time, ends)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !ends.IsCancellationRequested;

        TimeSpan Left() => next - time.GetUtcNow().UtcDateTime;
    }

    private async Task<ScheduleStatus?> RunOnceAsync(bool isPastDue, bool isMonitored, ScheduleStatus? status, StopSignals signals)
    {
        try
        {
            var info = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = status };
            await invoker.InvokeAsync(function, info, signals.Cancel).WaitAsync(signals.Leave);
        }
        catch (Exception exception)
        {
            Log.TimerFailed(logger, function.Name, TimerPlan.Next(trigger.Schedule, Now), exception);
        }

        if (!isMonitored)
        {
            return null;
        }

        // Next counts from the run's end, as Missed does: an occurrence during the run is skipped, not missed.
        return await RecordAsync(last: Now);
    }

    private async Task<ScheduleStatus> RecordAsync(DateTime last)
    {
        var now = last == default ? Now : last;
        var status = new ScheduleStatus { Last = last, Next = TimerPlan.Next(trigger.Schedule, now), LastUpdated = now };
        try
        {
            await store.WriteAsync(status, CancellationToken.None);
        }
        catch (Exception exception)
        {
            Log.StatusNotWritten(logger, function.Name, exception);
        }

        return status;
    }
}
