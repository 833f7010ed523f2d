namespace Bitmagnet.Functions.Benchmarks;

/// <summary>An option that a command cannot use. The message names it, its value and what is allowed.</summary>
internal sealed class BadOptionException(string message) : Exception(message);
