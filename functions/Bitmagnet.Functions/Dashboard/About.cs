using System.Reflection;

namespace Bitmagnet.Functions.Dashboard;

/// <summary>The application's version and source.</summary>
/// <param name="Version">The version; a CI build adds the first seven digits of its commit: <c>0.1.0+1a2b3c4</c>.</param>
/// <param name="Source">The web page of the build's source; null if the source folder has no remote.</param>
public sealed record About(string Version, Uri? Source)
{
    /// <summary>The running build.</summary>
    public static About ThisBuild { get; } = Of(typeof(About).Assembly);

    private static About Of(Assembly assembly) => new(
        VersionOf(assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion),
        SourceOf(assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "RepositoryUrl")?.Value));

    /// <summary>The version with its commit shortened to seven digits, as git does: a phone has no room for forty.</summary>
    internal static string VersionOf(string informationalVersion)
    {
        var commit = informationalVersion.IndexOf('+', StringComparison.Ordinal) + 1;
        return commit > 0 && informationalVersion.Length - commit == 40 ? informationalVersion[..(commit + 7)] : informationalVersion;
    }

    /// <summary>The remote's web page; null unless the remote is an HTTPS address without a user.</summary>
    internal static Uri? SourceOf(string? remote) =>
        Uri.TryCreate(remote?.EndsWith(".git", StringComparison.Ordinal) == true ? remote[..^4] : remote, UriKind.Absolute, out var address) && address is { Scheme: "https", UserInfo: "" }
            ? address
            : null;
}
