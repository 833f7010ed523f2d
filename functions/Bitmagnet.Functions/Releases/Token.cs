namespace Bitmagnet.Functions.Releases;

/// <summary>A word of a name.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index after its last character.</param>
/// <param name="Group">Number of its bracket group; 0 outside brackets.</param>
/// <param name="Bracket">The character that opened the group; NUL outside brackets.</param>
internal readonly record struct Token(int Start, int End, int Group, char Bracket)
{
    public int Length => End - Start;
}
