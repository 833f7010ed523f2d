using System.Collections.Concurrent;

namespace Bitmagnet.Functions.Tests.Tmdb;

/// <summary>One instance of the application in a simulation of the budget, and the callers in it.</summary>
internal sealed class BudgetInstance(TmdbBudget budget, CountingTime clock, int callers)
{
    private int callers = callers;

    public TmdbBudget Budget => budget;

    /// <summary>Whether every caller waits for a timer, or for its turn behind one that does.</summary>
    public bool IsAtRest
    {
        get
        {
            // In this order: only the test's next step ends a timer, so no caller is counted twice.
            var timed = clock.Waiting;
            return timed + Math.Max(0, budget.Waiting - 1) == Volatile.Read(ref callers);
        }
    }

    public ConcurrentQueue<DateTimeOffset> Requests { get; } = [];

    public void Join() => Interlocked.Increment(ref callers);

    public void Leave() => Interlocked.Decrement(ref callers);
}
