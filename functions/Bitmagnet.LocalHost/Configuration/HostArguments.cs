using System.Globalization;

namespace Bitmagnet.LocalHost.Configuration;

/// <summary>The arguments that LocalHost itself reads.</summary>
internal static class HostArguments
{
    /// <summary>Core Tools' port.</summary>
    public const int DefaultPort = 7071;

    /// <summary>The value of <c>--port N</c>, <c>--port=N</c> or <c>-p N</c>; 0 picks a free port; null if not given.</summary>
    /// <exception cref="InvalidOperationException">The value is not a port.</exception>
    public static int? Port(IReadOnlyList<string> arguments)
    {
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (argument is "--port" or "-p")
            {
                return Parse(index + 1 < arguments.Count ? arguments[index + 1] : "");
            }

            if (argument.StartsWith("--port=", StringComparison.Ordinal))
            {
                return Parse(argument["--port=".Length..]);
            }
        }

        return null;
    }

    private static int Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new InvalidOperationException($"--port is '{text}'; allowed: a whole number from 0 to 65535.");
}
