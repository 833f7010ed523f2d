namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>Reads the tables of this folder, which are embedded.</summary>
internal static class Resource
{
    public static IEnumerable<string[]> Lines(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('|'))];
    }

    public static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
