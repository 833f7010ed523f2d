namespace Bitmagnet.Sandbox.Servers;

/// <summary>
/// The folders of PostgreSQL's programs (native) and data. PostgreSQL refuses to run as root, so for root it runs as an unprivileged user,
/// who must be able to reach both; null: the current one.
/// </summary>
internal sealed record PostgresFiles(string Native, string Folder, int? Uid)
{
    /// <summary>"nobody" on Linux systems; it needs no entry in the user database.</summary>
    private const int Nobody = 65534;

    /// <summary>The database cluster.</summary>
    public string Data => Path.Combine(Folder, "data");

    /// <summary>Chooses the folders, and copies the programs if the unprivileged user cannot reach them.</summary>
    /// <exception cref="SandboxException">Root asks for a folder that the unprivileged user cannot reach.</exception>
    public static PostgresFiles Prepare(NpmPackages packages, string folder)
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
        {
            return new PostgresFiles(packages.Postgres, folder, null);
        }

        if (Unreachable(folder) is { } closed)
        {
            throw new SandboxException(
                $"PostgreSQL does not run as root, and other users cannot enter {closed}. Run as an ordinary user, or name another folder (--sandbox-folder).");
        }

        var native = packages.Postgres;
        if (Unreachable(native) is not null)
        {
            native = Path.Combine(folder, "native");
            if (!File.Exists(Path.Combine(native, "bin", "postgres")))
            {
                Copy(packages.Postgres, native);
            }
        }

        return new PostgresFiles(native, folder, Nobody);
    }

    /// <summary>A program of the installation.</summary>
    public string Program(string name) => Path.Combine(Native, "bin", OperatingSystem.IsWindows() ? $"{name}.exe" : name);

    /// <summary>The first parent folder that other users cannot enter; null: none. Always null on Windows.</summary>
    public static string? Unreachable(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            if (!OperatingSystem.IsWindows() && !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
