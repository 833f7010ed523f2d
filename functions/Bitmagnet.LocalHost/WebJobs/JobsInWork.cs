namespace Bitmagnet.LocalHost.WebJobs;

/// <summary>How many messages are being worked at.</summary>
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
