using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Explaining;

/// <summary>What a release name says beside title and year, for people. Pure.</summary>
internal static class ReleaseWords
{
    /// <summary>A line for each thing that it says; none where it says nothing.</summary>
    public static IEnumerable<string> Of(ReleaseName release)
    {
        if (release.Seasons.Count > 0)
        {
            yield return $"Seasons   {string.Join(", ", release.Seasons)}";
        }

        foreach (var (season, episodes) in release.Episodes.OrderBy(entry => entry.Key))
        {
            yield return $"Episodes  {string.Join(", ", Runs(episodes))} of season {season}";
        }

        if (release.AirDate is { } date)
        {
            yield return $"Date      {date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
        }

        if (release.Languages.Count > 0 || release.Multi)
        {
            yield return $"Language  {string.Join(", ", [.. release.Languages, .. release.Multi ? ["several"] : Array.Empty<string>()])}";
        }

        if (release.Ids.Count > 0)
        {
            yield return $"Ids       {string.Join(", ", release.Ids.Select(id => $"{id.Source}/{id.Id}"))}: of a torrent, the first is looked up, and taken where title and year bear it out";
        }
    }

    /// <summary>Ascending numbers, those that follow each other as one run: <c>1-3, 5</c>.</summary>
    private static IEnumerable<string> Runs(IReadOnlyList<int> numbers)
    {
        for (int first = 0, next; first < numbers.Count; first = next)
        {
            next = first + 1;
            while (next < numbers.Count && numbers[next] == numbers[next - 1] + 1)
            {
                next++;
            }

            yield return next - first == 1 ? $"{numbers[first]}" : $"{numbers[first]}-{numbers[next - 1]}";
        }
    }
}
