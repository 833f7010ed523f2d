namespace Bitmagnet.Sandbox.Tests;

public sealed class SandboxFolderTests
{
    [Fact]
    public void Default_OrdinarilyInTheRepository()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            if (OperatingSystem.IsLinux())
            {
                folder.UnixFileMode = (UnixFileMode)0b111_101_101;
            }

            Assert.Equal(Path.Combine(folder.FullName, ".sandbox"), SandboxFolder.Default(folder.FullName).Path);
        }
        finally
        {
            folder.Delete();
        }
    }

    [Fact]
    public void Default_ForRootInAFolderThatOthersCannotEnter_IsOneThatTheyCan()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root hands PostgreSQL to another user.");
        var closed = Directory.CreateTempSubdirectory(); // Mode 0700.
        try
        {
            var folder = SandboxFolder.Default(closed.FullName);

            Assert.StartsWith("/var/tmp/bitmagnet-sandbox-", folder.Path, StringComparison.Ordinal);
            Assert.Equal(folder, SandboxFolder.Default(closed.FullName));
        }
        finally
        {
            closed.Delete();
        }
    }
}
