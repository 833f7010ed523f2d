using System.Globalization;
using System.Reflection;
using Bitmagnet.Sandbox.Servers;

namespace Bitmagnet.Worker.Tests.Hosting;

/// <summary>
/// The built app in a process with the arguments and variables that the Functions host gives a worker. A worker does not notice when its
/// host is killed, so it runs under the sandbox's supervisor and ends with the tests.
/// </summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    /// <summary>The largest message that the Functions host sends or takes, in bytes.</summary>
    public const int MaxMessageLength = int.MaxValue;

    private static readonly string App = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "App").Value!;

    private readonly string files;
    private readonly SupervisedProcess process;

    private WorkerProcess(string files, SupervisedProcess process)
    {
        this.files = files;
        this.process = process;
        Exited = process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>The folder of the built app.</summary>
    public static string Folder => Path.GetDirectoryName(App)!;

    /// <summary>The lines of its standard output and standard error so far.</summary>
    public string[] Lines => process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Its exit code, once it has ended.</summary>
    public Task<int> Exited { get; }

    public static WorkerProcess Start(Uri host, string workerId, IReadOnlyDictionary<string, string> settings)
    {
        var files = Directory.CreateTempSubdirectory("bitmagnet-worker-").FullName;
        string[] arguments =
        [
            App,
            "--functions-uri", host.AbsoluteUri,
            "--functions-worker-id", workerId,
            "--functions-request-id", Guid.NewGuid().ToString(),
            "--functions-grpc-max-message-length", MaxMessageLength.ToString(CultureInfo.InvariantCulture),
        ];
        return new WorkerProcess(files, SupervisedProcess.Start(
            new ProcessOrder("dotnet", arguments, Folder, Path.Combine(files, "log"), Path.Combine(files, "pid"))
            {
                Environment = new Dictionary<string, string>(settings)
                {
                    ["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated",
                    ["FUNCTIONS_WORKER_DIRECTORY"] = Folder,
                    ["FUNCTIONS_APPLICATION_DIRECTORY"] = Folder,
                    ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Production",
                },
            }));
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        Directory.Delete(files, recursive: true);
    }
}
