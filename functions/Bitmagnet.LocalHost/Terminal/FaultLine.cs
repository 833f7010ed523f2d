namespace Bitmagnet.LocalHost.Terminal;

/// <summary>A line for the terminal.</summary>
/// <param name="Level">info or warn.</param>
/// <param name="Text">The text.</param>
internal sealed record FaultLine(string Level, string Text);
