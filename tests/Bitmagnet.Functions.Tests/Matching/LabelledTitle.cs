using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Tests.Matching;

/// <summary>A title from a release name, and the expected content.</summary>
public sealed record LabelledTitle(string Category, Reading Reading, string? Expected)
{
    public static IReadOnlyList<LabelledTitle> All { get; } = [.. Resource.Lines("labelled.txt").Select(fields => new LabelledTitle(
        fields[0],
        new Reading(fields[1] == "tv" ? ReleaseKind.Tv : ReleaseKind.Movie, fields[2], fields[3].Length > 0 ? Resource.Number(fields[3]) : null),
        fields[4] == "-" ? null : fields[4]))];
}
