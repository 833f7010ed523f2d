namespace Bitmagnet.Sandbox;

/// <summary>A part of the sandbox cannot start; the message says which and why.</summary>
public sealed class SandboxException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    public SandboxException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
