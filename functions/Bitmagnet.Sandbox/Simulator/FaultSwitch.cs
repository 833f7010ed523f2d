using System.Diagnostics.CodeAnalysis;

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

    /// <summary>Finds the fault that a request meets, if any, and counts the request.</summary>
    public bool TryTake(string path, [NotNullWhen(true)] out FaultOrder? order)
    {
        lock (gate)
        {
            asked++;
            var index = orders.FindIndex(candidate =>
                (candidate.Path is null || path.StartsWith(candidate.Path, StringComparison.Ordinal)) && asked % (candidate.Every ?? 1) == 0);
            if (index < 0)
            {
                order = null;
                return false;
            }

            order = orders[index];
            if (order.Times is { } times)
            {
                if (times <= 1)
                {
                    orders.RemoveAt(index);
                }
                else
                {
                    orders[index] = order with { Times = times - 1 };
                }
            }

            return true;
        }
    }

    private static TaskCompletionSource NewClearing() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
