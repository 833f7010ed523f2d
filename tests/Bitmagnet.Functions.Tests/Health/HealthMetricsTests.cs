using System.Diagnostics.Metrics;
using Bitmagnet.Functions.Telemetry;

namespace Bitmagnet.Functions.Tests.Health;

public sealed class HealthMetricsTests
{
    private readonly FakeTimeProvider clock = new(Snapshots.Noon);

    [Fact]
    public void Show_AfterASnapshotOfAWrongClock_ShowsTheNewOneWhileItIsFresh()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var metrics = new HealthMetrics(factory, new HealthOptions(), clock);
        Show(Snapshots.Noon.AddDays(1), pending: 9);
        Assert.Empty(Pending(factory));

        Show(Snapshots.Noon, pending: 3);
        Assert.Equal([3], Pending(factory));
        Show(Snapshots.Noon.AddMinutes(-1), pending: 4);
        Assert.Equal([3], Pending(factory));
        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Empty(Pending(factory));

        void Show(DateTimeOffset at, int pending) => metrics.Show(Snapshots.Quiet(at) with { Ledger = new LedgerFigures { Pending = pending } });
    }

    private static List<double> Pending(IMeterFactory scope)
    {
        var seen = new List<double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Scope == scope && instrument.Name == Instruments.LedgerJobs.Name)
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
        {
            if (tags is [{ Value: "pending" }])
            {
                seen.Add(value);
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }
}
