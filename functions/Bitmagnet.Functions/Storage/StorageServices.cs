using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace Bitmagnet.Functions.Storage;

/// <summary>Registers the clients of the storage account.</summary>
internal static class StorageServices
{
    private const string Encoding = "AzureFunctionsJobHost:extensions:queues:messageEncoding";

    /// <summary>Table and queue clients from <c>AzureWebJobsStorage</c>; made when first asked for, without I/O.</summary>
    /// <exception cref="InvalidOperationException">A setting would make the host decode messages, which the application does.</exception>
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        if (configuration[Encoding] is { Length: > 0 } encoding && !encoding.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"{Encoding.Replace(":", "__", StringComparison.Ordinal)} is '{encoding}'; allowed: none.");
        }

        return services
            .AddSingleton(_ => StorageConnection.Read(configuration).Tables(Patient(new TableClientOptions())))
            .AddSingleton(_ => StorageConnection.Read(configuration).Queues(Patient(new QueueClientOptions())));
    }

    // A request carries some kilobytes: one without an answer in this time hangs. With the SDK's four attempts a hang is known in less than a
    // minute, so that a job can be put back well before the host's own time-out.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(10);

    private static T Patient<T>(T options) where T : ClientOptions
    {
        options.Retry.NetworkTimeout = LongestRequest;
        options.RetryPolicy = new StoragePatience(options.Retry);
        return options;
    }
}
