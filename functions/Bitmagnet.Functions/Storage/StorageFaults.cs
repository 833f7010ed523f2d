using Azure;
using Azure.Identity;

namespace Bitmagnet.Functions.Storage;

/// <summary>The one verdict on a storage account: whether it is away, busy or closed to us, or the request is at fault. Pure.</summary>
public static class StorageFaults
{
    /// <summary>
    /// True where the account could not be reached, hangs, throttles, failed, or does not let us in, after the SDK's own retries. It passes,
    /// or an operator mends it: callers wait and try again, and no attempt is counted.
    /// </summary>
    public static bool IsOfTheStorage(Exception error) => error switch
    {
        RequestFailedException refused => refused.Status is 0 or 401 or 403 or 408 or 429 or >= 500 || IsBeingDeleted(refused) || IsOldAzurite(refused),
        AuthenticationFailedException => true, // no token
        // What all retries ended in. A hang is a cancellation that nobody asked for; an answer that breaks off is an IOException.
        AggregateException several => several.InnerExceptions.Count > 0
            && several.InnerExceptions.All(inner => inner is OperationCanceledException or IOException || IsOfTheStorage(inner)),
        _ => false,
    };

    /// <summary>True where Azurite refuses the API version that the storage clients speak, since it was started without <c>--skipApiVersionCheck</c>.</summary>
    public static bool IsOldAzurite(Exception error) => First(error) is RequestFailedException { Status: 400, ErrorCode: "InvalidHeaderValue" } refused
        && refused.Message.Contains("API version", StringComparison.Ordinal);

    /// <summary>True where the account answers, and does not let us in.</summary>
    public static bool IsRefusal(Exception error) => First(error) is AuthenticationFailedException or RequestFailedException { Status: 401 or 403 };

    /// <summary>In words, with nothing of the connection string.</summary>
    public static string Describe(Exception error) => First(error) switch
    {
        RequestFailedException { Status: > 0 } refused => $"the storage answered {refused.Status} {refused.ErrorCode}".TrimEnd(),
        AuthenticationFailedException => "there is no token for the storage",
        OperationCanceledException => "the storage does not answer in time",
        var other => $"the storage cannot be reached ({other.InnerException?.GetType().Name ?? other.GetType().Name})",
    };

    private static Exception First(Exception error) => error is AggregateException { InnerExceptions: [var first, ..] } ? First(first) : error;

    private static bool IsBeingDeleted(RequestFailedException refused) =>
        refused is { Status: 409, ErrorCode: "TableBeingDeleted" or "QueueBeingDeleted" or "ContainerBeingDeleted" or "AccountBeingCreated" };
}
