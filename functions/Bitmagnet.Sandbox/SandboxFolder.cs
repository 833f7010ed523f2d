using System.Security.Cryptography;
using Bitmagnet.Sandbox.Servers;

namespace Bitmagnet.Sandbox;

/// <summary>The folder for all data of the sandbox; it writes nowhere else.</summary>
/// <param name="Path">An absolute path.</param>
public sealed record SandboxFolder(string Path)
{
    /// <summary>Whether the servers delete their data when they are disposed, and avoid the disk where possible.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>
    /// The folder <c>.sandbox</c> in the repository's root. For root it is a folder under <c>/var/tmp</c> if other users cannot enter the
    /// first, since PostgreSQL runs as an ordinary user.
    /// </summary>
    public static SandboxFolder Default() => Default(NpmPackages.FindRoot());

    internal static SandboxFolder Default(string root)
    {
        if (!Environment.IsPrivilegedProcess || PostgresFiles.Unreachable(root) is null)
        {
            return new SandboxFolder(System.IO.Path.Combine(root, ".sandbox"));
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..12];
        return new SandboxFolder($"/var/tmp/bitmagnet-sandbox-{name}");
    }

    /// <summary>A new folder under the system's temporary one, deleted when its last server is disposed.</summary>
    public static SandboxFolder Temporary()
    {
        var name = $"bitmagnet-sandbox-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), name);
        Directory.CreateDirectory(path);
        return new SandboxFolder(path) { IsTemporary = true };
    }

    /// <summary>Creates a part of the folder and returns its path.</summary>
    internal string Create(string part) => Directory.CreateDirectory(System.IO.Path.Combine(Path, part)).FullName;

    /// <summary>Deletes a part of a temporary folder, and the folder itself once it is empty.</summary>
    internal void Release(string part)
    {
        if (!IsTemporary)
        {
            return;
        }

        var path = System.IO.Path.Combine(Path, part);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        if (Directory.Exists(Path) && !Directory.EnumerateFileSystemEntries(Path).Any())
        {
            Directory.Delete(Path);
        }
    }
}
