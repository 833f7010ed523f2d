using System.ComponentModel;
using System.Diagnostics;

namespace Bitmagnet.Sandbox;

/// <summary>Starts the programs that must be installed beforehand.</summary>
internal static class Commands
{
    /// <summary>Starts a program.</summary>
    /// <exception cref="SandboxException">It is not installed.</exception>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new SandboxException($"{start.FileName} cannot be started ({exception.Message}). The sandbox needs Node.js 20 or later on the PATH.", exception);
        }
    }
}
