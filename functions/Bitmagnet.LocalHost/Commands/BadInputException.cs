namespace Bitmagnet.LocalHost.Commands;

/// <summary>A word, option or value is not allowed; the message says in one line what is.</summary>
internal sealed class BadInputException(string message) : Exception(message);
