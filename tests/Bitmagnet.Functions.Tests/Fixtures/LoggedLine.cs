namespace Bitmagnet.Functions.Tests.Fixtures;

internal sealed record LoggedLine(int Event, string Text, Exception? Fault);
