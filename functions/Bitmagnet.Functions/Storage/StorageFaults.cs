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

    /// <summary>In words, without anything of the connection string.</summary>
    public static string Describe(Exception error) => error switch
    {
        RequestFailedException { Status: > 0 } refused => $"the storage answered {refused.Status} {refused.ErrorCode}".TrimEnd(),
        AggregateException { InnerExceptions: [var first, ..] } => Describe(first),
        _ => $"the storage cannot be reached ({error.InnerException?.GetType().Name ?? error.GetType().Name})",
    };
}
