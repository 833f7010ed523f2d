using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Releases;
using Bitmagnet.Functions.Resolving;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Functions.Storage;
using Bitmagnet.Functions.Wording;

namespace Bitmagnet.Functions.Explaining;

/// <summary>
/// <c>explain "release name"</c> tells in words how a name is read and matched; <c>explain --json [--match]</c> reads names from standard
/// input, one a line, and answers each with one JSON object a line. With <c>--json</c> and without <c>--match</c> nothing but the name is used.
/// </summary>
public static class ExplainCommand
{
    /// <summary>Names resolved together with <c>--match</c>.</summary>
    private const int Batch = 50;

    /// <summary>
    /// Runs the command; a cancellation stops it between names. Matching alone reads the configuration, and uses TMDB, storage and database
    /// where they are set and answer. The error output names a part that is away, or a setting that is not allowed.
    /// </summary>
    /// <returns>The exit code: 0; 1 where a part went away before all names were answered; 2 where a setting is not allowed.</returns>
    public static async Task<int> RunAsync(
        ExplainArguments arguments, IConfiguration configuration, TextReader input, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (arguments is { Name: null, IsMatch: false })
        {
            await ReadLinesAsync(input, output, cancellationToken);
            return 0;
        }

        ServiceProvider services;
        try
        {
            services = await ExplainServices.BuildAsync(configuration, error, cancellationToken);
        }
        catch (Exception e) when (e is InvalidSettingsException or InvalidOperationException)
        {
            await error.WriteLineAsync(e.Message);
            return 2;
        }

        await using (services)
        {
            var resolver = services.GetRequiredService<TitleResolver>();
            try
            {
                await (arguments.Name is { } name
                    ? WriteWordsAsync(name, resolver, output, cancellationToken)
                    : MatchLinesAsync(resolver, input, output, cancellationToken));
                return 0;
            }
            catch (Exception e) when (StorageFaults.IsOfTheStorage(e) || DatabaseFaults.IsOfTheDatabase(e))
            {
                var fault = StorageFaults.IsOfTheStorage(e) ? StorageFaults.Describe(e) : DatabaseFaults.Describe(e);
                await error.WriteLineAsync($"{fault}, after it did at first. Run again, and explain goes on without it.");
                return 1;
            }
        }
    }

    /// <summary>The request to make for a name of which nothing else is known.</summary>
    internal static ResolveRequest Request(string name) =>
        new(name, null, Strict: ReleaseParser.Parse(name).Kind == ReleaseKind.Unknown);

    private static async Task ReadLinesAsync(TextReader input, TextWriter output, CancellationToken cancellationToken)
    {
        while (await input.ReadLineAsync(cancellationToken) is { } name)
        {
            await output.WriteLineAsync(ExplanationJson.Line(ReleaseParser.Parse(name), null));
        }

        await output.FlushAsync(cancellationToken);
    }

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
        await WriteAsync($"Name      {release.Name}");
        foreach (var reading in release.Readings)
        {
            var year = reading.Year?.ToString(CultureInfo.InvariantCulture) ?? "no year";
            await WriteAsync($"Reading   {reading.Kind}: \"{reading.Title}\", {year}");
        }

        if (release.Readings.Count == 0)
        {
            await WriteAsync("Reading   none: the name gives no single title");
        }

        foreach (var detail in ReleaseWords.Of(release))
        {
            await WriteAsync(detail);
        }

        var resolution = (await resolver.ResolveAsync([Request(name)], cancellationToken))[0];
        foreach (var step in resolution.Trace)
        {
            await WriteAsync($"          {step}");
        }

        var match = resolution is Resolution.Matched matched
            ? $"{matched.Content.Ref.Type.ToName()} {matched.Content.Ref.Source}/{matched.Content.Ref.Id} \"{matched.Content.Title}\", score {matched.Score.ToString("0.00", CultureInfo.InvariantCulture)}; "
            : "none; ";
        await WriteAsync($"Match     {match}{ExplanationJson.Why(resolution)}");
        await output.FlushAsync(cancellationToken);

        Task WriteAsync(string line) => output.WriteLineAsync(VisibleText.Of(line));
    }
}
