using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Bitmagnet.Sandbox.Servers;

namespace Bitmagnet.Sandbox;

/// <summary>Azurite with blobs, queues and tables, on free loopback ports, with its own account.</summary>
public sealed partial class AzuriteServer : IAsyncDisposable
{
    private const string Account = "sandbox";

    // Azurite saves its data once its servers have closed, but node waits for every idle connection in clients' pools, longer than a stop
    // may take. Open requests get half a second.
    private const string CloseSoon =
        """
        data:text/javascript,
        import http from 'node:http';
        const close = http.Server.prototype.close;
        http.Server.prototype.close = function (...args) {
          setTimeout(() => this.closeAllConnections(), 500).unref();
          return close.apply(this, args);
        };
        """;

    private readonly SandboxPart part;

    private AzuriteServer(SandboxPart part, string connectionString) => (this.part, ConnectionString) = (part, connectionString);

    /// <summary>The storage connection string, with the account's key.</summary>
    public string ConnectionString { get; }

    /// <summary>The address of the queues, for display.</summary>
    public Uri QueueEndpoint => new(QueueEndpointPattern().Match(ConnectionString).Groups[1].Value);

    /// <summary>Starts Azurite. In a temporary folder it keeps everything in memory.</summary>
    /// <exception cref="SandboxException">It cannot be started, or another run uses the folder.</exception>
    public static async Task<AzuriteServer> StartAsync(SandboxFolder folder, CancellationToken cancellationToken = default)
    {
        var packages = await NpmPackages.EnsureAsync(cancellationToken);
        var part = new SandboxPart(folder, "azurite");
        try
        {
            var pidFile = part.File("azurite.pid");
            SupervisedProcess.EndLeftover(pidFile, "node");
            var key = await KeyAsync(part.File("account.key"), cancellationToken);
            var process = part.Process = SupervisedProcess.Start(
                new ProcessOrder("node", Arguments(packages, folder, part.Path), part.Path, part.File("azurite.log"), pidFile)
                {
                    Environment = new Dictionary<string, string> { ["AZURITE_ACCOUNTS"] = $"{Account}:{key}" },
                });
            await process.WaitUntilAsync(() => Task.FromResult(Listening().Count(process.Output) == 3), cancellationToken);
            var endpoints = Listening().Matches(process.Output).Select(match => $"{match.Groups[1].Value}Endpoint={match.Groups[2].Value}/{Account};");
            return new AzuriteServer(
                part, $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};{string.Concat(endpoints)}");
        }
        catch
        {
            await part.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops Azurite, and deletes its data where the folder is temporary.</summary>
    public ValueTask DisposeAsync() => part.DisposeAsync();

    /// <summary>The account's key lasts as long as its data, so a connection string stays valid over a restart.</summary>
    private static async Task<string> KeyAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            await File.WriteAllTextAsync(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)), cancellationToken);
        }

        return await File.ReadAllTextAsync(file, cancellationToken);
    }

    /// <summary>
    /// Port 0 lets the system choose, so concurrent starts cannot collide; Azurite prints its ports. Node's young objects get 8 MB instead of
    /// 16, as in the deployments: less memory in a long drain (docs/performance.md).
    /// </summary>
    private static string[] Arguments(NpmPackages packages, SandboxFolder folder, string path) =>
    [
        "--max-semi-space-size=8", "--import", CloseSoon, packages.Azurite, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
        "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
        .. folder.IsTemporary ? (string[])["--inMemoryPersistence"] : ["--location", path],
    ];

    [GeneratedRegex(@"Azurite (Blob|Queue|Table) service is successfully listening at (http://[0-9.]+:[0-9]+)")]
    private static partial Regex Listening();

    [GeneratedRegex("QueueEndpoint=([^;]+);")]
    private static partial Regex QueueEndpointPattern();
}
