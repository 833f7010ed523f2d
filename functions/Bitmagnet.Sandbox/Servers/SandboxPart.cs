namespace Bitmagnet.Sandbox.Servers;

/// <summary>A server's part of the sandbox's folder, held against other runs.</summary>
internal sealed class SandboxPart : IAsyncDisposable
{
    private readonly SandboxFolder folder;
    private readonly string name;
    private readonly FileStream held;

    /// <summary>Creates the part, or takes what an earlier run has left of it.</summary>
    /// <exception cref="SandboxException">Another run uses it.</exception>
    public SandboxPart(SandboxFolder folder, string name)
    {
        (this.folder, this.name, Path) = (folder, name, folder.Create(name));
        held = FileLock.TryAcquire(File("lock"))
            ?? throw new SandboxException($"Another run uses {Path}. Stop it, or name another folder (--sandbox-folder).");
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>The server, which is stopped with the part.</summary>
    public SupervisedProcess? Process { get; set; }

    /// <summary>The path of a file in it.</summary>
    public string File(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Stops the server, and deletes its data where the folder is temporary.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
        {
            await Process.DisposeAsync();
        }

        await held.DisposeAsync();
        folder.Release(name);
    }
}
