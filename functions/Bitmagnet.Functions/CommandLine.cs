namespace Bitmagnet.Functions;

/// <summary>What a person may write behind <c>dotnet run --</c>. The Azure host passes options of its own, which are left alone.</summary>
public static class CommandLine
{
    /// <summary>Shown when asked for, or when the first word is none that this application knows.</summary>
    public const string Usage =
        """
        Runs the functions; with no settings given, in a sandbox.

          --port N                 where HTTP listens on loopback; 7071 unless given, 0 picks a free one
          --exit-when-drained      ends with code 0 once there is nothing left to do
          --sandbox-folder PATH    where the sandbox keeps its files; .sandbox unless given
          --sandbox-torrents N     how many torrents a new sandbox gets; 5000 unless given

          explain "<release name>"           why a torrent does, or does not, match
          explain --json [--match] < names   the same for many names, one JSON object a line

        Settings are environment variables or stand in local.settings.json; README.md lists them.
        """;

    /// <summary>The exit code where there is nothing to run but the usage to show: 0 when asked for, 2 on an unknown word; else null.</summary>
    public static int? ShowsUsage(IReadOnlyList<string> arguments) => arguments switch
    {
        ["--help" or "-h" or "-?", ..] => 0,
        [var word, ..] when word != "explain" && !word.StartsWith('-') => 2,
        _ => null,
    };
}
