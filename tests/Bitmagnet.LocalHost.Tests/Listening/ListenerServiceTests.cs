using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Listening;
using Bitmagnet.LocalHost.Tests.Fixtures;
using Microsoft.Extensions.Logging;

namespace Bitmagnet.LocalHost.Tests.Listening;

public sealed class ListenerServiceTests
{
    private static readonly HostSeams Eager = new() { RetryInterval = TimeSpan.FromMilliseconds(20) };

    private readonly CollectedLog log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Listeners_OneThatThrowsOrEndsEarly_BeginsAgainUntilTheStopAndDisturbsNoOther()
    {
        var (failing, steady) = (new Listener(), new Listener());
        failing.Runs =
        [
            _ => throw new InvalidOperationException("first"),
            async _ => { await Task.Yield(); throw new OperationCanceledException(); },
            _ => Task.CompletedTask,
        ];
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        using var service = new ListenerService([failing, steady], Eager, TimeProvider.System, loggers.CreateLogger<ListenerService>());

        await service.StartedAsync(Token);
        await Eventually.TrueAsync(() => failing.Begun == 4, "a fourth run");
        await service.StoppingAsync(Token);

        Assert.Equal((4, 1), (failing.Begun, steady.Begun));
        Assert.Equal((1, 1), (failing.Stopped, steady.Stopped));
        Assert.Equal(3, log.Events.Count(entry => entry.Id == 1002));
    }

    /// <summary>Runs what the test says, one after the other, and after that until the stop.</summary>
    private sealed class Listener : IListener
    {
        private int begun;

        public IReadOnlyList<Func<StopSignals, Task>> Runs { get; set; } = [];

        public int Begun => Volatile.Read(ref begun);

        public int Stopped { get; private set; }

        public Task RunAsync(StopSignals signals) => Interlocked.Increment(ref begun) is var run && run <= Runs.Count ? Runs[run - 1](signals) : WaitAsync(signals);

        private async Task WaitAsync(StopSignals signals)
        {
            await Task.Delay(Timeout.Infinite, signals.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Stopped++;
        }
    }
}
