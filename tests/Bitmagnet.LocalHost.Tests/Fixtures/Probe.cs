using System.Collections.Concurrent;

namespace Bitmagnet.LocalHost.Tests.Fixtures;

/// <summary>Controls and records the runs of the functions under test.</summary>
public sealed class Probe
{
    private readonly Lock gate = new();
    private int running;

    /// <summary>The action of a function on its input.</summary>
    public Func<object, CancellationToken, Task> Handler { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>The inputs, in the order of their runs.</summary>
    public ConcurrentQueue<object> Seen { get; } = new();

    /// <summary>The most runs at one time.</summary>
    public int Peak { get; private set; }

    public async Task RunAsync(object input, CancellationToken cancellation)
    {
        lock (gate)
        {
            Peak = Math.Max(Peak, ++running);
        }

        Seen.Enqueue(input);
        try
        {
            await Handler(input, cancellation);
        }
        finally
        {
            lock (gate)
            {
                running--;
            }
        }
    }
}
