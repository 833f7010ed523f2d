namespace Bitmagnet.Sandbox.Simulator;

/// <summary>The active faults, oldest first.</summary>
internal sealed class FaultSwitch
{
    private readonly Lock gate = new();
    private readonly List<FaultOrder> orders = [];
    private long asked;
    private TaskCompletionSource clearing = NewClearing();

    /// <summary>The active faults.</summary>
    public IReadOnlyList<FaultOrder> Current
    {
        get
        {
            lock (gate)
            {
                return [.. orders];
            }
        }
    }

    /// <summary>Completes when all faults are next switched off.</summary>
    public Task Cleared => Volatile.Read(ref clearing).Task;

    public void Add(FaultOrder order)
    {
        lock (gate)
        {
            orders.Add(order);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            orders.Clear();
        }

        Interlocked.Exchange(ref clearing, NewClearing()).SetResult();
    }

    /// <summary>The fault that a request meets, if any; the request is counted.</summary>
    public FaultOrder? Take(string path)
    {
        lock (gate)
        {
            asked++;
            var index = orders.FindIndex(candidate =>
                (candidate.Path is null || path.StartsWith(candidate.Path, StringComparison.Ordinal)) && asked % (candidate.Every ?? 1) == 0);
            if (index < 0)
            {
                return null;
            }

            var order = orders[index];
            if (order.Times <= 1)
            {
                orders.RemoveAt(index);
            }
            else
            {
                orders[index] = order with { Times = order.Times - 1 };
            }

            return order;
        }
    }

    private static TaskCompletionSource NewClearing() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
