using System.Text.Json;

namespace Bitmagnet.Infrastructure.Tests.Bicep;

/// <summary>
/// What a parameter file deploys: as committed (BicepFilesTests compares it with the sources), or predicted for an environment.
/// </summary>
internal sealed class Snapshot
{
    private Snapshot(string json)
    {
        using var document = JsonDocument.Parse(json);
        Resources = [.. document.RootElement.GetProperty("predictedResources").EnumerateArray().Select(resource => new SnapshotResource(resource.Clone()))];
        Outputs = document.RootElement.GetProperty("outputs").Clone();
    }

    public IReadOnlyList<SnapshotResource> Resources { get; }

    public JsonElement Outputs { get; }

    /// <summary>The snapshot of a parameter file: main, full or private.</summary>
    public static Snapshot Read(string name) => new(RepositoryFiles.Read("infra", $"{name}.snapshot.json"));

    /// <summary>What main.bicepparam, which azd uses, deploys with these values of the environment.</summary>
    public static async Task<Snapshot> PredictAsync(IReadOnlyDictionary<string, string> environment)
    {
        var (snapshot, refusal) = await TryPredictAsync(environment);
        Assert.True(snapshot is not null, refusal);
        return snapshot;
    }

    /// <summary>Why the template refuses these values of the environment.</summary>
    public static async Task<string> RefusalAsync(IReadOnlyDictionary<string, string> environment)
    {
        var (snapshot, refusal) = await TryPredictAsync(environment);
        Assert.Null(snapshot);
        return refusal;
    }

    public IReadOnlyList<SnapshotResource> OfType(string type) => [.. Resources.Where(resource => resource.Type == type)];

    private static async Task<(Snapshot? Snapshot, string Refusal)> TryPredictAsync(IReadOnlyDictionary<string, string> environment)
    {
        // In a copy, since the CLI writes its result beside the parameter file.
        var root = Directory.CreateTempSubdirectory("bicep-predict").FullName;
        try
        {
            var infra = Path.Combine(root, "infra");
            foreach (var file in Directory.EnumerateFiles(RepositoryFiles.InfrastructureFolder, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(infra, Path.GetRelativePath(RepositoryFiles.InfrastructureFolder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            File.Copy(RepositoryFiles.FullPath("host.json"), Path.Combine(root, "host.json"));
            var result = await BicepCli.SnapshotAsync(infra, "main.bicepparam", "overwrite", environment);
            return result.ExitCode == 0
                ? (new Snapshot(await File.ReadAllTextAsync(Path.Combine(infra, "main.snapshot.json"), Token)), "")
                : (null, result.Errors);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
