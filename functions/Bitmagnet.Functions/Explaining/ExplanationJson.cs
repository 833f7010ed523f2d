using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Resolving;

namespace Bitmagnet.Functions.Explaining;

/// <summary>Writes what a release name was read as, and matched to, as one JSON object.</summary>
public static class ExplanationJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object, on one line.</summary>
    /// <param name="release">The parsed name.</param>
    /// <param name="resolution">What it was matched to; null where no match was asked for, then <c>match</c> and <c>why</c> are absent.</param>
    public static string Line(ReleaseName release, Resolution? resolution)
    {
        var line = new JsonObject
        {
            ["name"] = release.Name,
            ["kind"] = Kind(release.Kind),
            ["title"] = release.Readings.Count > 0 ? release.Readings[0].Title : null,
            ["year"] = release.Readings.Count > 0 ? release.Readings[0].Year : null,
            ["seasons"] = List(release.Seasons),
            ["episodes"] = new JsonObject(release.Episodes.OrderBy(entry => entry.Key).Select(entry =>
                KeyValuePair.Create<string, JsonNode?>(entry.Key.ToString(CultureInfo.InvariantCulture), List(entry.Value)))),
            ["date"] = release.AirDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["languages"] = List(release.Languages),
            ["multi"] = release.Multi,
            ["ids"] = List(release.Ids.Select(id => $"{id.Source}/{id.Id}")),
            ["alternatives"] = new JsonArray([.. release.Readings.Skip(1)
                .Select(reading => new JsonObject { ["kind"] = Kind(reading.Kind), ["title"] = reading.Title, ["year"] = reading.Year })]),
        };
        if (resolution is not null)
        {
            line["match"] = resolution is not Resolution.Matched matched ? null : new JsonObject
            {
                ["type"] = matched.Content.Ref.Type.ToName(),
                ["source"] = matched.Content.Ref.Source,
                ["id"] = matched.Content.Ref.Id,
                ["title"] = matched.Content.Title,
                ["score"] = matched.Score,
                ["evidence"] = matched.Evidence,
            };
            line["why"] = Why(resolution);
            line["steps"] = List(resolution.Trace);
        }

        return line.ToJsonString(Options);
    }

    /// <summary>The decision in words.</summary>
    internal static string Why(Resolution resolution) => resolution switch
    {
        Resolution.Matched matched =>
            $"matched with {(matched.IsStored ? "stored content" : "TMDB")}{(matched.Evidence is { } evidence ? $", since {evidence}" : "")}",
        Resolution.Unmatched unmatched => unmatched.Reason,
        Resolution.Deferred { State: var state } =>
            $"TMDB cannot be asked: {state.Status}{(state.InWords is { } cause ? $" ({cause})" : "")}",
        Resolution.Refused refused => $"TMDB fails on this title: {refused.Fault.Cause}",
        Resolution.Undecided => "cut off before it was decided",
        _ => throw new InvalidOperationException($"{resolution.GetType()} is not a resolution."),
    };

    private static JsonArray List(IEnumerable<int> items) => new([.. items.Select(item => JsonValue.Create(item))]);

    private static JsonArray List(IEnumerable<string> items) => new([.. items.Select(item => JsonValue.Create(item))]);

    private static string Kind(ReleaseKind kind) => kind switch
    {
        ReleaseKind.Movie => "movie",
        ReleaseKind.Tv => "tv",
        _ => "unknown",
    };
}
