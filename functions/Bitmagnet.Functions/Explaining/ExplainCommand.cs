using System.Globalization;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Matching;
using Bitmagnet.Functions.Releases;

namespace Bitmagnet.Functions.Explaining;

/// <summary>
/// <c>explain "release name"</c> tells in words how a name is read and matched; <c>explain --json [--match]</c> reads names from standard
/// input, one a line, and answers each with one JSON object a line. With <c>--json</c> and without <c>--match</c> nothing but the name is used.
/// </summary>
public static class ExplainCommand
{
    /// <summary>Names resolved together with <c>--match</c>.</summary>
    private const int Batch = 50;

    private const string Usage = "Usage: explain \"<release name>\" | explain --json [--match] < names";

    /// <summary>Runs the command.</summary>
    /// <param name="args">The command line, with or without its first word <c>explain</c>.</param>
    /// <param name="configuration">Of the application. Only matching looks at it, and takes TMDB, storage and database as far as they are set.</param>
    /// <param name="input">Names, one a line, with <c>--json</c>.</param>
    /// <param name="output">The answer.</param>
    /// <param name="cancellationToken">Stops between names.</param>
    /// <returns>The exit code: 0, or 2 where the command line is wrong.</returns>
    public static async Task<int> RunAsync(
        string[] args, IConfiguration configuration, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        var words = args is ["explain", ..] ? args[1..] : args;
        var isJson = words.Contains("--json");
        var isMatch = words.Contains("--match");
        var names = words.Where(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (words.Any(word => word.StartsWith("--", StringComparison.Ordinal) && word is not ("--json" or "--match")) || isJson != (names.Length == 0) || names.Length > 1)
        {
            await output.WriteLineAsync(Usage);
            return 2;
        }

        if (!isJson)
        {
            await using var services = ExplainServices.Build(configuration);
            await WriteWordsAsync(names[0], services.GetRequiredService<TitleResolver>(), output, cancellationToken);
        }
        else if (isMatch)
        {
            await using var services = ExplainServices.Build(configuration);
            await MatchLinesAsync(services.GetRequiredService<TitleResolver>(), input, output, cancellationToken);
        }
        else
        {
            while (await input.ReadLineAsync(cancellationToken) is { } name)
            {
                await output.WriteLineAsync(ExplanationJson.Line(ReleaseParser.Parse(name), null));
            }
        }

        await output.FlushAsync(cancellationToken);
        return 0;
    }

    /// <summary>The request to make for a name of which nothing else is known.</summary>
    internal static ResolveRequest Request(string name) =>
        new(name, null, Strict: ReleaseParser.Parse(name).Kind == ReleaseKind.Unknown);

    private static async Task MatchLinesAsync(TitleResolver resolver, TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        var batch = new List<ResolveRequest>(Batch);
        string? name;
        do
        {
            name = await input.ReadLineAsync(cancellationToken);
            if (name is not null)
            {
                batch.Add(Request(name));
            }

            if (batch.Count == Batch || (name is null && batch.Count > 0))
            {
                foreach (var resolution in await resolver.ResolveAsync(batch, cancellationToken))
                {
                    await output.WriteLineAsync(ExplanationJson.Line(resolution.Release, resolution));
                }

                await output.FlushAsync(cancellationToken);
                batch.Clear();
            }
        }
        while (name is not null);
    }

    private static async Task WriteWordsAsync(string name, TitleResolver resolver, TextWriter output, CancellationToken cancellationToken)
    {
        var release = ReleaseParser.Parse(name);
        await output.WriteLineAsync($"Name      {release.Name}");
        foreach (var reading in release.Readings)
        {
            var year = reading.Year?.ToString(CultureInfo.InvariantCulture) ?? "no year";
            await output.WriteLineAsync($"Reading   {reading.Kind}: \"{reading.Title}\", {year}");
        }

        if (release.Readings.Count == 0)
        {
            await output.WriteLineAsync("Reading   none: the name gives no single title");
        }

        await output.WriteLineAsync($"Details   {ExplanationJson.Line(release, null)}");
        var resolution = (await resolver.ResolveAsync([Request(name)], cancellationToken))[0];
        foreach (var step in resolution.Trace)
        {
            await output.WriteLineAsync($"          {step}");
        }

        var match = resolution is Resolution.Matched matched
            ? $"{matched.Content.Ref.Type.ToName()} {matched.Content.Ref.Source}/{matched.Content.Ref.Id} \"{matched.Content.Title}\", score {matched.Score.ToString("0.00", CultureInfo.InvariantCulture)}; "
            : "none; ";
        await output.WriteLineAsync($"Match     {match}{ExplanationJson.Why(resolution)}");
    }
}
