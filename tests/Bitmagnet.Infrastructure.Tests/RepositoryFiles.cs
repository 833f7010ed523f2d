using System.Reflection;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>The files of the repository that this assembly was built from.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string InfrastructureFolder { get; } = FullPath("infra");

    public static string FullPath(params string[] parts) => Path.Combine([Root, .. parts]);

    public static string Read(params string[] parts) => File.ReadAllText(FullPath(parts));

    /// <summary>A value that the project file noted at build.</summary>
    public static string Metadata(string key) => typeof(RepositoryFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
