namespace Bitmagnet.Sandbox;

/// <summary>The embedded files of the folder Resources.</summary>
internal static class Resource
{
    /// <summary>Opens a file by its path under Resources, with <c>/</c>.</summary>
    public static Stream Open(string path) =>
        typeof(Resource).Assembly.GetManifestResourceStream(path) ?? throw new InvalidOperationException($"There is no resource {path}.");

    /// <summary>Reads a text file.</summary>
    public static string Text(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }
}
