using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Bitmagnet.Functions.Telemetry;

namespace Bitmagnet.LocalHost.Progress;

/// <summary>Collects the application's own metrics: torrents by outcome, requests to TMDB, and whether the backlog is drained.</summary>
internal sealed class DrainCounters : IDisposable
{
    private readonly TimeProvider clock;
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, long> torrents = new(StringComparer.Ordinal);
    private long requests;
    private long failedJobs;
    private int drained;
    private long firstFedAt;
    private long lastDoneAt;

    public DrainCounters(TimeProvider clock)
    {
        this.clock = clock;
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name.StartsWith(Instruments.Prefix, StringComparison.Ordinal))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(Record);
        listener.Start();
    }

    public long Requests => Interlocked.Read(ref requests);

    public long FailedJobs => Interlocked.Read(ref failedJobs);

    /// <summary>From the first feed to the last finished torrent; zero before that.</summary>
    public TimeSpan Working => firstFedAt == 0 || lastDoneAt == 0 ? TimeSpan.Zero : clock.GetElapsedTime(firstFedAt, lastDoneAt);

    public bool IsDrained => Volatile.Read(ref drained) == 1;

    /// <summary>Finished torrents: all except deferred ones.</summary>
    public long Done => torrents.Where(pair => pair.Key != "deferred").Sum(pair => pair.Value);

    public long Torrents(string outcome) => torrents.GetValueOrDefault(outcome);

    public void Dispose() => listener.Dispose();

    private void Record(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        switch (instrument.Name)
        {
            case "bitmagnet.enrichment.torrents":
                Interlocked.CompareExchange(ref firstFedAt, clock.GetTimestamp(), 0); // of a job that an earlier run fed
                Interlocked.Exchange(ref lastDoneAt, clock.GetTimestamp());
                torrents.AddOrUpdate(Tag(tags, "outcome"), value, (_, sum) => sum + value);
                break;
            case "bitmagnet.enrichment.jobs" when Tag(tags, "outcome") == "failed":
                Interlocked.Add(ref failedJobs, value);
                break;
            case "bitmagnet.enrichment.fed" when value > 0:
                Interlocked.CompareExchange(ref firstFedAt, clock.GetTimestamp(), 0);
                break;
            case "bitmagnet.enrichment.drained":
                Volatile.Write(ref drained, (int)value);
                break;
            case "tmdb.requests":
                Interlocked.Add(ref requests, value);
                break;
        }
    }

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return tag.Value as string ?? "";
            }
        }

        return "";
    }
}
