using System.Text.RegularExpressions;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>The environment variables of the .bicepparam files.</summary>
internal static partial class ParameterFiles
{
    /// <summary>The variables that a parameter file reads.</summary>
    public static string[] Environment(string file) =>
        [.. Read().Matches(RepositoryFiles.Read("infra", file)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"readEnvironmentVariable\('([A-Z_]+)'")]
    private static partial Regex Read();
}
