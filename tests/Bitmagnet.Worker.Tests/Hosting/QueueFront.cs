using System.Globalization;
using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Bitmagnet.Worker.Tests.Protocol;
using Google.Protobuf;

namespace Bitmagnet.Worker.Tests.Hosting;

/// <summary>
/// The host's side of one queue: it takes messages in the encoding of the app's host.json, and deletes those that a function has processed.
/// </summary>
internal sealed class QueueFront
{
    private readonly FunctionsHost host;
    private readonly QueueClient raw;
    private readonly QueueClient queue;

    public QueueFront(FunctionsHost host, string storage, string name)
    {
        this.host = host;
        raw = new QueueClient(storage, name);
        queue = new QueueClient(storage, name, new QueueClientOptions { MessageEncoding = EncodingOfHostJson() });
        raw.CreateIfNotExists();
    }

    public Task ClearAsync() => queue.ClearMessagesAsync(Token);

    /// <summary>Puts a text on the queue unchanged.</summary>
    public Task SendAsync(string text) => raw.SendMessageAsync(text, Token);

    /// <summary>The texts of all visible messages, without taking them.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync() =>
        [.. (await queue.PeekMessagesAsync(32, Token)).Value.Select(message => message.MessageText)];

    /// <summary>Takes the next message and runs a function on it.</summary>
    public async Task<(QueueMessage Message, Invocation Invocation)> InvokeAsync(string function)
    {
        QueueMessage message = await queue.ReceiveMessageAsync(cancellationToken: Token);
        Assert.NotNull(message);
        return (message, host.Invoke(host.Function(function), Data(message), Metadata(message)));
    }

    /// <summary>The same, until the function ends; deletes the message if it succeeded.</summary>
    public async Task<StatusResult> RunAsync(string function)
    {
        var (message, invocation) = await InvokeAsync(function);
        var result = await invocation.Result;
        if (result.Status == StatusResult.Types.Status.Success)
        {
            await DeleteAsync(message);
        }

        return result;
    }

    /// <summary>Deletes a message that was taken.</summary>
    public Task DeleteAsync(QueueMessage message) => queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Token);

    /// <summary>The host's queue extension sends the SDK's message as JSON.</summary>
    private static TypedData Data(QueueMessage message) => new()
    {
        ModelBindingData = new ModelBindingData
        {
            Version = "1.0",
            Source = "AzureStorageQueues",
            ContentType = "application/json",
            Content = ByteString.CopyFrom(new BinaryData(message)),
        },
    };

    private static Dictionary<string, TypedData> Metadata(QueueMessage message) => new()
    {
        ["Id"] = new() { String = message.MessageId },
        ["PopReceipt"] = new() { String = message.PopReceipt },
        ["DequeueCount"] = new() { Json = message.DequeueCount.ToString(CultureInfo.InvariantCulture) },
        ["QueueTrigger"] = new() { String = message.MessageText },
    };

    private static QueueMessageEncoding EncodingOfHostJson()
    {
        using var hostJson = JsonDocument.Parse(File.ReadAllText(Path.Combine(WorkerProcess.Folder, "host.json")));
        var name = hostJson.RootElement.GetProperty("extensions").GetProperty("queues").GetProperty("messageEncoding").GetString()!;
        return Enum.Parse<QueueMessageEncoding>(name, ignoreCase: true);
    }
}
