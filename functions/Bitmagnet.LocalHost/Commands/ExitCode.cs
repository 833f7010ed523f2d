namespace Bitmagnet.LocalHost.Commands;

/// <summary>The exit codes, as docs/command-line.md lists them.</summary>
internal static class ExitCode
{
    /// <summary>Done; <c>status</c> and <c>doctor</c>: nothing is wrong.</summary>
    public const int Done = 0;

    /// <summary>Failed: no app answers, it refuses, or the job or torrent does not exist.</summary>
    public const int Failed = 1;

    /// <summary>A word, an option or a value is not allowed.</summary>
    public const int BadInput = 2;

    /// <summary><c>status</c> and <c>doctor</c>: it works, but a person should look.</summary>
    public const int Degraded = 3;

    /// <summary><c>status</c> and <c>doctor</c>: it does not work.</summary>
    public const int Unhealthy = 4;
}
