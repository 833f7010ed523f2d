using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Bitmagnet.Functions.Health;

/// <summary>Adds up this process's counters, which would end with it, so that they can be kept.</summary>
public sealed class CounterTally : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>Starts to listen.</summary>
    public CounterTally()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (CounterNames.TagOf(instrument) is { } tag)
            {
                self.EnableMeasurementEvents(instrument, tag);
            }
        };
        listener.SetMeasurementEventCallback<long>(Record);
        listener.Start();
    }

    /// <summary>Takes what was counted since the last time.</summary>
    public CounterBatch Take()
    {
        var taken = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in counts.Keys)
        {
            if (counts.TryRemove(name, out var count))
            {
                taken[name] = count;
            }
        }

        return new CounterBatch(Guid.NewGuid().ToString("N"), taken);
    }

    /// <summary>The totals with what this process has counted and not written yet.</summary>
    public CounterTotals AddTo(CounterTotals totals)
    {
        var sums = new Dictionary<string, long>(totals.Counts, StringComparer.Ordinal);
        foreach (var (name, count) in counts)
        {
            sums[name] = totals[name] + count;
        }

        return totals with { Counts = sums };
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private void Record(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == (string)state!)
            {
                Add(CounterNames.Of(instrument.Name, tag.Value), value);
            }
        }
    }

    private void Add(string name, long count) => counts.AddOrUpdate(name, count, (_, sum) => sum + count);
}

/// <summary>Counts to be kept once, however often they are sent.</summary>
/// <param name="Id">Names the batch, so that it is known again.</param>
/// <param name="Counts">By name, as in <c>enrichment.jobs:processed</c>.</param>
public sealed record CounterBatch(string Id, IReadOnlyDictionary<string, long> Counts);
