namespace Bitmagnet.Sandbox;

/// <summary>Where the sandbox keeps what it makes; nothing is written outside it.</summary>
/// <param name="Path">An absolute path.</param>
public sealed record SandboxFolder(string Path);
