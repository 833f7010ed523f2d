using System.Text.Json;

namespace Bitmagnet.Infrastructure.Tests.Bicep;

/// <summary>What a parameter file deploys, as committed (BicepFilesTests holds the file to the Bicep sources).</summary>
internal sealed class Snapshot
{
    private Snapshot(IReadOnlyList<SnapshotResource> resources) => Resources = resources;

    public IReadOnlyList<SnapshotResource> Resources { get; }

    /// <summary>The snapshot of a parameter file: main, full or private.</summary>
    public static Snapshot Read(string name)
    {
        using var document = JsonDocument.Parse(RepositoryFiles.Read("infra", $"{name}.snapshot.json"));
        return new Snapshot([.. document.RootElement.GetProperty("predictedResources").EnumerateArray().Select(resource => new SnapshotResource(resource.Clone()))]);
    }

    public IReadOnlyList<SnapshotResource> OfType(string type) => [.. Resources.Where(resource => resource.Type == type)];
}
