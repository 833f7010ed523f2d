using System.Reflection;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>What the application is and where it comes from.</summary>
/// <param name="Version">Its version; in a build of CI with the first seven digits of the commit: <c>0.1.0+1a2b3c4</c>.</param>
/// <param name="Source">Where the source of this build is; null where it was built from a folder without a remote.</param>
public sealed record About(string Version, Uri? Source)
{
    /// <summary>Of this build.</summary>
    public static About ThisBuild { get; } = Of(typeof(About).Assembly);

    private static About Of(Assembly assembly) => new(
        VersionOf(assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion),
        SourceOf(assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "RepositoryUrl")?.Value));

    /// <summary>The version with its commit cut to seven digits, as git shortens it: a phone has no room for forty.</summary>
    internal static string VersionOf(string informationalVersion)
    {
        var commit = informationalVersion.IndexOf('+', StringComparison.Ordinal) + 1;
        return commit > 0 && informationalVersion.Length - commit == 40 ? informationalVersion[..(commit + 7)] : informationalVersion;
    }

    /// <summary>The remote's web page; null where the remote is not one over HTTPS.</summary>
    internal static Uri? SourceOf(string? remote) =>
        Uri.TryCreate(remote?.EndsWith(".git", StringComparison.Ordinal) == true ? remote[..^4] : remote, UriKind.Absolute, out var address) && address is { Scheme: "https", UserInfo: "" }
            ? address
            : null;
}
