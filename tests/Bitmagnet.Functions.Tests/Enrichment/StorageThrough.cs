using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;

namespace Bitmagnet.Functions.Tests.Enrichment;

/// <summary>Clients of the configured storage account whose calls go through a policy. What it throws is not tried again.</summary>
internal static class StorageThrough
{
    public static TableServiceClient Tables(this HttpPipelinePolicy policy, IServiceProvider provider)
    {
        var options = new TableClientOptions();
        options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        return Connection(provider).Tables(options);
    }

    public static QueueServiceClient Queues(this HttpPipelinePolicy policy, IServiceProvider provider)
    {
        var options = new QueueClientOptions();
        options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        return Connection(provider).Queues(options);
    }

    private static StorageConnection Connection(IServiceProvider provider) => StorageConnection.Read(provider.GetRequiredService<IConfiguration>());
}
