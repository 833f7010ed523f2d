using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Bitmagnet.LocalHost.Tests.Fixtures;

/// <summary>A queue of its own, with bodies as they lie in storage, and its poison queue.</summary>
internal sealed class TestQueue
{
    private TestQueue(string name)
    {
        Client = new QueueClient(Azurite.ConnectionString, name);
        Poison = new QueueClient(Azurite.ConnectionString, $"{name}-poison");
    }

    public QueueClient Client { get; }

    public QueueClient Poison { get; }

    public Dictionary<string, string?> Settings => new() { ["QUEUE"] = Client.Name };

    public static async Task<TestQueue> CreateAsync(string suffix = "")
    {
        var queue = new TestQueue($"q-{Guid.NewGuid():n}{suffix}");
        await queue.Client.CreateAsync(cancellationToken: TestContext.Current.CancellationToken);
        return queue;
    }

    public Task SendAsync(string stored) => Client.SendMessageAsync(stored, TestContext.Current.CancellationToken);

    public Task SendBase64Async(string body) => SendAsync(Base64(body));

    public static string Base64(string body) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(body));

    public async Task<bool> IsEmptyAsync() =>
        (await Client.GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount == 0;

    /// <summary>The first message of the poison queue, as soon as there is one.</summary>
    public async Task<QueueMessage> PoisonedAsync()
    {
        QueueMessage? found = null;
        await Eventually.TrueAsync(
            async () => await Poison.ExistsAsync(TestContext.Current.CancellationToken)
                && (found = (await Poison.ReceiveMessageAsync(cancellationToken: TestContext.Current.CancellationToken)).Value) is not null,
            "a message in the poison queue");
        return found!;
    }
}
