using System.Xml.Linq;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>Records the messages sent to the queues: a delayed one cannot be received yet.</summary>
internal sealed class SentMessages : HttpPipelineSynchronousPolicy
{
    private readonly List<(string Queue, string Query, byte[] Body)> sent = [];

    public IReadOnlyList<(string Queue, string Query, byte[] Body)> Sent => sent;

    public override void OnSendingRequest(HttpMessage message)
    {
        if (message.Request.Method != RequestMethod.Post || message.Request.Content is not { } content)
        {
            return;
        }

        using var body = new MemoryStream();
        content.WriteTo(body, CancellationToken.None);
        body.Position = 0;
        var uri = message.Request.Uri.ToUri();
        sent.Add((uri.Segments[^2].TrimEnd('/'), uri.Query, MessageBody.Decode(Encoding.UTF8.GetBytes(XDocument.Load(body).Root!.Element("MessageText")!.Value)).ToArray()));
    }
}
