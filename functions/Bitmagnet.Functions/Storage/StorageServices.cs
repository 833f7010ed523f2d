using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace Bitmagnet.Functions.Storage;

/// <summary>Registers the clients of the storage account.</summary>
public static class StorageServices
{
    /// <summary>Table and queue clients from <c>AzureWebJobsStorage</c>; made when first asked for, without I/O.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => StorageConnection.Read(configuration).Tables(Patient(new TableClientOptions())))
        .AddSingleton(_ => StorageConnection.Read(configuration).Queues(Patient(new QueueClientOptions())));

    // A request carries some kilobytes: what does not answer within this hangs. With the SDK's four attempts a hang is known as such in less
    // than a minute, so that a job can still be put back well before the host's own time-out.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(10);

    private static T Patient<T>(T options) where T : ClientOptions
    {
        options.Retry.NetworkTimeout = LongestRequest;
        options.RetryPolicy = new StoragePatience(options.Retry);
        return options;
    }
}
