using System.Security.Cryptography;

namespace Bitmagnet.Sandbox;

/// <summary>Where the sandbox keeps what it makes; nothing is written outside it.</summary>
/// <param name="Path">An absolute path.</param>
public sealed record SandboxFolder(string Path)
{
    /// <summary>True where the servers delete their data when they are disposed, and keep none of it on disk if they can.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>The folder <c>.sandbox</c> in the repository's root.</summary>
    public static SandboxFolder Default() => new(System.IO.Path.Combine(NpmPackages.FindRoot(), ".sandbox"));

    /// <summary>A new folder under the system's temporary one, deleted when its last server is disposed.</summary>
    public static SandboxFolder Temporary()
    {
        var name = $"bitmagnet-sandbox-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), name);
        Directory.CreateDirectory(path);
        return new SandboxFolder(path) { IsTemporary = true };
    }

    /// <summary>Creates a part of the folder and answers its path.</summary>
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
