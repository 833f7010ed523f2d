namespace Bitmagnet.LocalHost.WebJobs;

/// <summary>Counts the messages in work.</summary>
internal sealed class JobsInWork
{
    private int count;

    /// <summary>Now.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Counts one while it runs.</summary>
    public async Task RunAsync(Func<Task> job)
    {
        Interlocked.Increment(ref count);
        try
        {
            await job();
        }
        finally
        {
            Interlocked.Decrement(ref count);
        }
    }
}
