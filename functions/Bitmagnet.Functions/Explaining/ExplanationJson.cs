using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Resolving;

namespace Bitmagnet.Functions.Explaining;

/// <summary>Writes what a release name was read as, and matched to, as one JSON object.</summary>
public static class ExplanationJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object, on one line.</summary>
    /// <param name="release">The parsed name.</param>
    /// <param name="resolution">What it was matched to; null where no match was asked for, then <c>match</c> and <c>why</c> are absent.</param>
    public static string Line(ReleaseName release, Resolution? resolution)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            Write(json, release, resolution);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>One object.</summary>
    public static void Write(Utf8JsonWriter json, ReleaseName release, Resolution? resolution)
    {
        json.WriteStartObject();
        json.WriteString("name", release.Name);
        json.WriteString("kind", Kind(release.Kind));
        WriteTitle(json, release.Readings.Count > 0 ? release.Readings[0] : null);
        WriteNumbers(json, "seasons", release.Seasons);
        json.WriteStartObject("episodes");
        foreach (var (season, episodes) in release.Episodes.OrderBy(entry => entry.Key))
        {
            WriteNumbers(json, season.ToString(CultureInfo.InvariantCulture), episodes);
        }

        json.WriteEndObject();
        json.WriteString("date", release.AirDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteStartArray("languages");
        foreach (var language in release.Languages)
        {
            json.WriteStringValue(language);
        }

        json.WriteEndArray();
        json.WriteBoolean("multi", release.Multi);
        json.WriteStartArray("ids");
        foreach (var id in release.Ids)
        {
            json.WriteStringValue($"{id.Source}/{id.Id}");
        }

        json.WriteEndArray();
        json.WriteStartArray("alternatives");
        foreach (var reading in release.Readings.Skip(1))
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind(reading.Kind));
            WriteTitle(json, reading);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (resolution is not null)
        {
            WriteMatch(json, resolution);
        }

        json.WriteEndObject();
    }

    private static void WriteMatch(Utf8JsonWriter json, Resolution resolution)
    {
        if (resolution is Resolution.Matched matched)
        {
            json.WriteStartObject("match");
            json.WriteString("type", matched.Content.Ref.Type.ToName());
            json.WriteString("source", matched.Content.Ref.Source);
            json.WriteString("id", matched.Content.Ref.Id);
            json.WriteString("title", matched.Content.Title);
            json.WriteNumber("score", matched.Score);
            json.WriteString("evidence", matched.Evidence);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("match");
        }

        json.WriteString("why", Why(resolution));
        json.WriteStartArray("steps");
        foreach (var step in resolution.Trace)
        {
            json.WriteStringValue(step);
        }

        json.WriteEndArray();
    }

    /// <summary>The decision in words.</summary>
    internal static string Why(Resolution resolution) => resolution switch
    {
        Resolution.Matched matched =>
            $"matched with {(matched.IsStored ? "stored content" : "TMDB")}{(matched.Evidence is { } evidence ? $", since {evidence}" : "")}",
        Resolution.Unmatched unmatched => unmatched.Reason,
        Resolution.Deferred deferred => $"TMDB cannot be asked: {deferred.State.Status}{(deferred.State.Cause is { } cause ? $" ({cause})" : "")}",
        Resolution.Refused refused => $"TMDB fails on this title: {refused.Fault.Cause}",
        Resolution.Undecided => "cut off before it was decided",
        _ => throw new InvalidOperationException($"{resolution.GetType()} is not a resolution."),
    };

    private static void WriteTitle(Utf8JsonWriter json, Reading? reading)
    {
        json.WriteString("title", reading?.Title);
        if (reading?.Year is { } year)
        {
            json.WriteNumber("year", year);
        }
        else
        {
            json.WriteNull("year");
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static string Kind(ReleaseKind kind) => kind switch
    {
        ReleaseKind.Movie => "movie",
        ReleaseKind.Tv => "tv",
        _ => "unknown",
    };
}
