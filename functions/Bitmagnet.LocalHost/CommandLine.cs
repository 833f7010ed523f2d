using Bitmagnet.Functions.Explaining;

namespace Bitmagnet.LocalHost;

/// <summary>What a person may write behind <c>dotnet run --</c>. Pure.</summary>
internal static class CommandLine
{
    /// <summary>Shown when asked for.</summary>
    public const string Usage =
        """
        Runs the functions; with no settings given, in a sandbox.

          --port N, -p N           where HTTP listens, on loopback unless LISTEN says; 7071 unless given, 0 picks a free one
          --exit-when-drained      ends with code 0 once there is nothing left to do
          --sandbox-folder PATH    where the sandbox keeps its files; .sandbox unless given
          --sandbox-torrents N     how many torrents a new sandbox gets; 5000 unless given

          explain "<release name>"           why a torrent does, or does not, match
          explain --json [--match] < names   the same for many names, one JSON object a line

        Settings are environment variables or stand in local.settings.json; README.md lists them.
        """;

    /// <summary>Ends the application once there is nothing left to do.</summary>
    public const string ExitWhenDrained = "--exit-when-drained";

    private const string ShortPort = "-p";

    private static readonly string[] WithValue = ["--port", ShortPort, "--sandbox-folder", "--sandbox-torrents"];

    /// <summary>Whether the usage is to be shown, and nothing run.</summary>
    public static bool AsksForHelp(IReadOnlyList<string> arguments) => arguments.Any(argument => argument is "--help" or "-h" or "-?");

    /// <summary>The first option or word that is not allowed, in one line; null where all are. Values are judged where they are used.</summary>
    public static string? Problem(string[] arguments)
    {
        if (arguments is ["explain", .. var words])
        {
            return ExplainArguments.Problem(words);
        }

        for (var index = 0; index < arguments.Length; index++)
        {
            // Never a word that is no option, nor what stands behind the sign: it may be a key.
            var name = arguments[index].Split('=', 2)[0];
            var isAlone = name.Length == arguments[index].Length;
            if (!name.StartsWith('-'))
            {
                return $"Word {index + 1} is neither an option nor explain; allowed: options, or explain as the first word (--help shows all).";
            }

            if (isAlone && WithValue.Contains(name))
            {
                index++;
                if (index == arguments.Length || arguments[index].StartsWith("--", StringComparison.Ordinal))
                {
                    return $"{name} has no value; allowed: {name} and one behind it (--help shows all).";
                }
            }
            else if (isAlone ? name != ExitWhenDrained : name == ShortPort || !WithValue.Contains(name))
            {
                return $"There is no option {name}{(isAlone ? "" : "=")}; allowed: --port, -p, {ExitWhenDrained}, --sandbox-folder, --sandbox-torrents (--help shows all).";
            }
        }

        return null;
    }

    /// <summary>
    /// What configuration is to read of the options. It would take the word behind an option without a value for that value, and a release
    /// name that begins with a dash for an option.
    /// </summary>
    public static string[] ForConfiguration(string[] arguments) =>
        arguments is ["explain", ..] ? [] : [.. arguments.Where(argument => argument != ExitWhenDrained)];
}
