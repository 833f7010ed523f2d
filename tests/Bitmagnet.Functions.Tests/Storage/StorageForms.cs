using Azure;
using Azure.Identity;

namespace Bitmagnet.Functions.Tests.Storage;

/// <summary>The ways in which storage is away, by name, for theories.</summary>
internal static class StorageForms
{
    public static readonly string[] Names = ["refused", "throttled", "busy", "hang", "cut", "unauthorized", "forbidden", "no token", "being deleted", "old Azurite"];

    public static Exception Of(string name) => name switch
    {
        "refused" => new RequestFailedException("Connection refused"),
        "throttled" => new RequestFailedException(429, "Too many requests"),
        "busy" => new RequestFailedException(503, "The server is busy."),
        "hang" => new AggregateException("Retry failed after 4 tries.", new TaskCanceledException(), new TaskCanceledException()),
        "cut" => new AggregateException("Retry failed after 4 tries.", new IOException("The response ended prematurely."), new RequestFailedException("reset")),
        "unauthorized" => new RequestFailedException(401, "No", "InvalidAuthenticationInfo", null),
        "forbidden" => new RequestFailedException(403, "No", "AuthorizationPermissionMismatch", null),
        "no token" => new CredentialUnavailableException("No managed identity endpoint found."),
        "being deleted" => new RequestFailedException(409, "The specified table is being deleted.", "TableBeingDeleted", null),
        "old Azurite" => new RequestFailedException(400, "The API version 2026-04-06 is not supported by Azurite.", "InvalidHeaderValue", null),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
