namespace Bitmagnet.LocalHost.Commands;

/// <summary>What a person wrote is not allowed; the message says in one line what is.</summary>
internal sealed class BadInputException(string message) : Exception(message);
