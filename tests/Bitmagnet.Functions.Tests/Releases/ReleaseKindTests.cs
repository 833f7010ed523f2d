using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Tests.Releases;

/// <summary>Kinds of names that are hard for parsers, with made-up titles.</summary>
public sealed class ReleaseKindTests
{
    public static TheoryData<string> Kinds => [.. Lines().Select(static line => line[0]).Distinct()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Parse_NamesOfAKind_AreRight(string kind)
    {
        var lines = Lines().Where(line => line[0] == kind).ToList();
        Assert.NotEmpty(lines);
        Assert.Equal(lines.Select(static line => string.Join(" · ", line[1..])), lines.Select(static line => Shown(line[1])));
    }

    private static string Shown(string name)
    {
        var parsed = ReleaseParser.Parse(name);
        var first = parsed.Readings.Count > 0 ? parsed.Readings[0] : null;
        return string.Join(
            " · ",
            name,
            first?.Title,
            first?.Year?.ToString(CultureInfo.InvariantCulture),
            LabelledName.Shown(parsed),
            parsed.AirDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string[]> Lines()
    {
        using var stream = typeof(ReleaseKindTests).Assembly.GetManifestResourceStream("releases.kinds.tsv")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static line => line.Split('\t'));
    }
}
