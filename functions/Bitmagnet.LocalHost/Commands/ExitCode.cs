namespace Bitmagnet.LocalHost.Commands;

/// <summary>What a command's end says to a script; docs/command-line.md lists them.</summary>
internal static class ExitCode
{
    /// <summary>Done; of <c>status</c> and <c>doctor</c>: nothing is wrong.</summary>
    public const int Done = 0;

    /// <summary>Not done: no app answers, it refuses, or there is no such thing.</summary>
    public const int Failed = 1;

    /// <summary>A word, an option or a value is not allowed.</summary>
    public const int BadInput = 2;

    /// <summary>Of <c>status</c> and <c>doctor</c>: it works, but a person should look.</summary>
    public const int Degraded = 3;

    /// <summary>Of <c>status</c> and <c>doctor</c>: it does not work.</summary>
    public const int Unhealthy = 4;
}
