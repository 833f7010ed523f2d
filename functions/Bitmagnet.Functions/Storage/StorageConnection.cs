using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Bitmagnet.Functions.Storage;

/// <summary>
/// The storage account behind one connection setting, in each form that Azure Functions accepts:
/// a connection string (<c>NAME</c>), or service URIs with an identity
/// (<c>NAME__queueServiceUri</c>, <c>NAME__tableServiceUri</c>, <c>NAME__blobServiceUri</c>, or <c>NAME__accountName</c> alone,
/// with <c>NAME__credential=managedidentity</c> and <c>NAME__clientId</c> for a user-assigned identity).
/// </summary>
internal sealed class StorageConnection
{
    /// <summary>The setting the host itself uses, and this application's default.</summary>
    public const string DefaultName = "AzureWebJobsStorage";

    private const string DevelopmentStorage = "UseDevelopmentStorage=true";

    private static readonly string[] UriKeys = ["queueServiceUri", "tableServiceUri", "blobServiceUri"];

    private readonly string name;
    private readonly string? connectionString;
    private readonly IConfigurationSection section;

    private StorageConnection(string name, string? connectionString, IConfigurationSection section) =>
        (this.name, this.connectionString, this.section) = (name, connectionString, section);

    private TokenCredential Credential => field ??= CreateCredential();

    /// <summary>Reads the setting <paramref name="name"/>. Does no I/O.</summary>
    /// <exception cref="InvalidOperationException">The setting is missing, or is given in two forms at once.</exception>
    public static StorageConnection Read(IConfiguration configuration, string name = DefaultName)
    {
        var section = configuration.GetSection(name);
        var value = configuration[name] ?? configuration.GetConnectionString(name);
        if (!IsConfigured(configuration, name))
        {
            throw new InvalidOperationException(
                $"{name} is not set; allowed: a storage connection string, or {name}__queueServiceUri, {name}__tableServiceUri and {name}__blobServiceUri with a managed identity.");
        }

        if (!string.IsNullOrWhiteSpace(section["accountName"]) && UriKeys.Any(key => !string.IsNullOrWhiteSpace(section[key])))
        {
            throw new InvalidOperationException(
                $"{name} has both {name}__accountName and service URIs; allowed: one of the two, since the host would ignore one of them.");
        }

        return new StorageConnection(name, string.IsNullOrWhiteSpace(value) ? null : Checked(name, value), section);
    }

    /// <summary>Whether the setting is present in any form.</summary>
    public static bool IsConfigured(IConfiguration configuration, string name = DefaultName) =>
        !string.IsNullOrWhiteSpace(configuration[name] ?? configuration.GetConnectionString(name))
        || UriKeys.Append("accountName").Any(key => !string.IsNullOrWhiteSpace(configuration.GetSection(name)[key]));

    /// <summary>A client for the account's queues. Creating it does no I/O.</summary>
    public QueueServiceClient Queues(QueueClientOptions? options = null) => connectionString is not null
        ? new QueueServiceClient(connectionString, options)
        : new QueueServiceClient(ServiceUri("queue"), Credential, options);

    /// <summary>A client for the account's tables. Creating it does no I/O.</summary>
    public TableServiceClient Tables(TableClientOptions? options = null) => connectionString is not null
        ? new TableServiceClient(connectionString, options)
        : new TableServiceClient(ServiceUri("table"), Credential, options);

    /// <summary>A client for the account's blobs. Creating it does no I/O.</summary>
    public BlobServiceClient Blobs(BlobClientOptions? options = null) => connectionString is not null
        ? new BlobServiceClient(connectionString, options)
        : new BlobServiceClient(ServiceUri("blob"), Credential, options);

    /// <summary>Where the account is, for people: never a key or a signature.</summary>
    public override string ToString() => connectionString is null || connectionString == DevelopmentStorage
        ? $"{name} ({(connectionString is null ? ServiceUri("queue").Host : DevelopmentStorage)})"
        : $"{name} ({Queues().Uri.GetLeftPart(UriPartial.Authority)})";

    private static string Checked(string name, string value)
    {
        try
        {
            _ = new QueueServiceClient(value);
            _ = new TableServiceClient(value);
            _ = new BlobServiceClient(value);
            return value;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException)
        {
#pragma warning disable MA0054 // Neither the value nor the SDK's exception, whose message may repeat a part of it.
            throw new InvalidOperationException(
                $"{name} is not a storage connection string (value hidden); allowed: UseDevelopmentStorage=true, or "
                + "DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…;EndpointSuffix=core.windows.net as the portal shows it.");
#pragma warning restore MA0054
        }
    }

    private Uri ServiceUri(string service)
    {
        if (section["accountName"] is { Length: > 0 } account)
        {
            return new Uri($"https://{account}.{service}.core.windows.net");
        }

        var key = $"{service}ServiceUri";
        var value = section[key];
        return Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback)
            ? uri
            : throw new InvalidOperationException(
                $"{name}__{key} is '{value}'; allowed: an https URI such as https://account.{service}.core.windows.net.");
    }

    private TokenCredential CreateCredential()
    {
        var kind = section["credential"] ?? "";
        return kind.Length > 0 && !kind.Equals("managedidentity", StringComparison.OrdinalIgnoreCase)
            ? throw new InvalidOperationException($"{name}__credential is '{kind}'; allowed: managedidentity.")
            : section["clientId"] is { Length: > 0 } clientId ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId))
            : kind.Length > 0 ? new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned)
            : new DefaultAzureCredential();
    }
}
