using System.Diagnostics;

namespace Bitmagnet.LocalHost.Tests.Fixtures;

/// <summary>Counts the updates of messages in one queue, by the HTTP requests that leave this process: the renewals of a lease.</summary>
internal sealed class MessageUpdates : IDisposable
{
    private readonly string path;
    private readonly ActivityListener listener;
    private int count;

    public MessageUpdates(TestQueue queue)
    {
        path = $"/{queue.Client.Name}/messages/";
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public int Count => Volatile.Read(ref count);

    public void Dispose() => listener.Dispose();

    private void Note(Activity request)
    {
        if (request.GetTagItem("http.request.method") as string == "PUT" && (request.GetTagItem("url.full") as string)!.Contains(path, StringComparison.Ordinal))
        {
            Interlocked.Increment(ref count);
        }
    }
}
