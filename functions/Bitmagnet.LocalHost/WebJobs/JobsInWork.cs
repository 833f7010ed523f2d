namespace Bitmagnet.LocalHost.WebJobs;

/// <summary>Counts the messages in progress.</summary>
internal sealed class JobsInWork
{
    private int count;

    public int Count => Volatile.Read(ref count);

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
