using Azure;

namespace Bitmagnet.Functions.Storage;

/// <summary>Tells a storage account that is away or busy from what is wrong with a request. Pure.</summary>
public static class StorageFaults
{
    /// <summary>True where the account could not be reached, throttles, or failed; after the SDK's own retries.</summary>
    public static bool IsOfTheStorage(Exception error) => error switch
    {
        RequestFailedException refused => refused.Status is 0 or 408 or 429 or >= 500,
        AggregateException several => several.InnerExceptions.All(IsOfTheStorage),
        _ => false,
    };
}
