using YamlDotNet.RepresentationModel;

namespace Bitmagnet.Infrastructure.Tests;

/// <summary>YAML files of the repository.</summary>
internal static class Yaml
{
    /// <summary>The documents of a file.</summary>
    public static IReadOnlyList<YamlNode> Read(params string[] path)
    {
        var yaml = new YamlStream();
        using var reader = new StringReader(RepositoryFiles.Read(path));
        yaml.Load(reader);
        return [.. yaml.Documents.Select(document => document.RootNode)];
    }

    /// <summary>The text at a path of keys.</summary>
    public static string Value(this YamlNode node, params string[] path) => path.Aggregate(node, (inner, key) => inner[key]).ToString();
}
