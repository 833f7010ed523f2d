namespace Bitmagnet.Sandbox;

/// <summary>A part of the sandbox cannot start; the message says which and why.</summary>
public sealed class SandboxException(string message, Exception? inner = null) : InvalidOperationException(message, inner);
