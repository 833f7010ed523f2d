using System.Text.RegularExpressions;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;

namespace Bitmagnet.Functions.Tests;

/// <summary>Checks the picture of docs/how-it-works.md against the assembly: a folder uses only folders below it.</summary>
public sealed partial class FolderLayersTests
{
    private const string Root = "Bitmagnet.Functions.";

    private static readonly string Document = Path.Combine(NpmPackages.FindRoot(), "docs", "how-it-works.md");
    private static readonly string[][] Layers = ReadLayers();

    [Fact]
    public void EveryFolder_IsInThePictureOnce()
    {
        var folders = typeof(Composition).Assembly.GetTypes()
            .Select(type => Folder(type.FullName!))
            .OfType<string>()
            .Distinct()
            .Order();

        Assert.Equal(folders, Layers.SelectMany(layer => layer).Order());
    }

    [Fact]
    public void EveryFolder_UsesOnlyFoldersBelowIt()
    {
        var height = Layers.SelectMany((layer, index) => layer.Select(folder => (folder, height: -index))).ToDictionary(entry => entry.folder, entry => entry.height);
        var architecture = new ArchLoader().LoadAssembly(typeof(Composition).Assembly).Build();

        var upward =
            from type in architecture.Types
            let folder = Folder(type.FullName)
            where folder is not null
            from used in type.GetTypeDependencies()
            let other = Folder(used.FullName)
            where other is not null && other != folder && height[other] >= height[folder]
            select $"{type.FullName} uses {used.FullName}";

        Assert.Empty(upward.Distinct());
    }

    [Fact]
    public void EveryFileOfTheDocument_Exists()
    {
        var app = Path.Combine(NpmPackages.FindRoot(), "functions", "Bitmagnet.Functions");

        var named = Named().Matches(File.ReadAllText(Document)).Select(file => file.Groups["file"].Value).ToHashSet();

        Assert.True(named.Count > 20, "The document names its files as `Folder/File`.");
        Assert.DoesNotContain(named, file => !File.Exists(Path.Combine(app, file + ".cs")));
    }

    /// <summary>The folder of a type; null for the root and for foreign types.</summary>
    private static string? Folder(string type)
    {
        var name = type.Split('`', '<', '+')[0];
        var parts = name.StartsWith(Root, StringComparison.Ordinal) ? name[Root.Length..].Split('.') : [];
        return parts.Length > 1 && !parts[0].StartsWith('_') ? parts[0] : null;
    }

    private static string[][] ReadLayers() =>
    [
        .. File.ReadLines(Document)
            .SkipWhile(line => line != "## The code, as layers")
            .SkipWhile(line => line != "```").Skip(1)
            .TakeWhile(line => line != "```")
            .Select(line => line.Split("  ", 2)[0].Split(" · ")),
    ];

    [GeneratedRegex("`(?<file>[A-Z][A-Za-z]+(/[A-Z][A-Za-z]+)+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
