using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Bitmagnet.Sandbox.Servers;

namespace Bitmagnet.Sandbox;

/// <summary>Azurite with blobs, queues and tables, on free loopback ports, with its own account.</summary>
public sealed partial class AzuriteServer : IAsyncDisposable
{
    private const string Part = "azurite";
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

    private readonly SandboxFolder folder;
    private readonly SupervisedProcess process;
    private readonly FileStream held;

    private AzuriteServer(SandboxFolder folder, SupervisedProcess process, FileStream held, string connectionString)
    {
        this.folder = folder;
        this.process = process;
        this.held = held;
        ConnectionString = connectionString;
    }

    /// <summary>The storage connection string, with the account's key.</summary>
    public string ConnectionString { get; }

    /// <summary>The address of the queues, for display.</summary>
    public Uri QueueEndpoint => new(QueueEndpointPattern().Match(ConnectionString).Groups[1].Value);

    /// <summary>Starts Azurite. In a temporary folder it keeps everything in memory.</summary>
    /// <exception cref="SandboxException">It cannot be started, or another run uses the folder.</exception>
    public static async Task<AzuriteServer> StartAsync(SandboxFolder folder, CancellationToken cancellationToken = default)
    {
        var packages = await NpmPackages.EnsureAsync(cancellationToken);
        var path = folder.Create(Part);
        var held = FileLock.TryAcquire(Path.Combine(path, "lock"))
            ?? throw new SandboxException($"Another run uses {path}. Stop it, or name another folder (--sandbox-folder).");
        SupervisedProcess? process = null;
        try
        {
            var pidFile = Path.Combine(path, "azurite.pid");
            SupervisedProcess.EndLeftover(pidFile, "node");
            var key = await KeyAsync(Path.Combine(path, "account.key"), cancellationToken);
            process = SupervisedProcess.Start(new ProcessOrder("node", Arguments(packages, folder, path), path, Path.Combine(path, "azurite.log"), pidFile)
            {
                Environment = new Dictionary<string, string> { ["AZURITE_ACCOUNTS"] = $"{Account}:{key}" },
            });
            await process.WaitUntilAsync(() => Task.FromResult(Listening().Count(process.Output) == 3), cancellationToken);
            var endpoints = Listening().Matches(process.Output).Select(match => $"{match.Groups[1].Value}Endpoint={match.Groups[2].Value}/{Account};");
            return new AzuriteServer(folder, process, held,
                $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};{string.Concat(endpoints)}");
        }
        catch
        {
            await StopAsync(folder, process, held);
            throw;
        }
    }

    /// <summary>Stops Azurite, and deletes its data where the folder is temporary.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(folder, process, held);

    /// <summary>The account's key lasts as long as its data, so a connection string stays valid over a restart.</summary>
    private static async Task<string> KeyAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            await File.WriteAllTextAsync(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)), cancellationToken);
        }

        return await File.ReadAllTextAsync(file, cancellationToken);
    }

    private static async Task StopAsync(SandboxFolder folder, SupervisedProcess? process, FileStream held)
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }

        await held.DisposeAsync();
        folder.Release(Part);
    }

    /// <summary>Port 0 lets the system choose, so concurrent starts cannot collide; Azurite prints its ports.</summary>
    private static string[] Arguments(NpmPackages packages, SandboxFolder folder, string path) =>
    [
        "--import", CloseSoon, packages.Azurite, "--silent", "--skipApiVersionCheck", "--disableTelemetry",
        "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
        .. folder.IsTemporary ? (string[])["--inMemoryPersistence"] : ["--location", path],
    ];

    [GeneratedRegex(@"Azurite (Blob|Queue|Table) service is successfully listening at (http://[0-9.]+:[0-9]+)")]
    private static partial Regex Listening();

    [GeneratedRegex("QueueEndpoint=([^;]+);")]
    private static partial Regex QueueEndpointPattern();
}
