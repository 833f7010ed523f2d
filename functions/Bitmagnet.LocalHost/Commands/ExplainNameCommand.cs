using Bitmagnet.Functions.Explaining;
using Bitmagnet.Functions.Index;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Functions.Tmdb;
using Bitmagnet.LocalHost.Configuration;
using Bitmagnet.LocalHost.Startup;

namespace Bitmagnet.LocalHost.Commands;

/// <summary><c>explain</c>: why a release name, or the name of an info hash's torrent, matches or not.</summary>
internal sealed class ExplainNameCommand(CommandIo io) : AsyncCommand<ExplainSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ExplainSettings settings, CancellationToken cancellationToken)
    {
        var arguments = settings.Read(context.Remaining.Raw);
        var builder = new LocalHostBuilder([], new HostSeams());
        var configuration = builder.Web.Configuration;
        if (arguments.Name is { } name && InfoHash.TryParse(name.Trim(), out var infoHash))
        {
            await io.Error.WriteLineAsync($"{infoHash.Hex} is an info hash; its torrent is explained.");
            if (!ExplainServices.IsPostgresSet(configuration))
            {
                return await new TorrentCommand(io).ExecuteAsync(
                    context, new TorrentCommand.Options { InfoHash = infoHash.Hex, Url = settings.Url, Key = settings.Key }, cancellationToken);
            }

            var (known, problem) = await TorrentName.FindAsync(configuration, infoHash, cancellationToken);
            if (known is null)
            {
                await io.Error.WriteLineAsync(problem);
                return ExitCode.Failed;
            }

            arguments = arguments with { Name = known };
        }

        // Reading names without matching them needs no TMDB.
        var isMatching = arguments is not { Name: null, IsMatch: false };
        await using var parts = isMatching ? await MissingParts.StartAsync(configuration, "explain") : null;
        if (isMatching && DataWithoutKey(configuration, isSimulated: parts is not null) is { } data)
        {
            await io.Error.WriteLineAsync(data);
        }

        return await ExplainCommand.RunAsync(arguments, configuration, io.Input, io.Console.Profile.Out.Writer, io.Error, cancellationToken);
    }

    /// <summary>Says which data explain uses without a key; null if a key is set or TMDB_ENABLED is false.</summary>
    private static string? DataWithoutKey(IConfiguration configuration, bool isSimulated)
    {
        if (isSimulated)
        {
            return "No TMDB_API_KEY is set: the sandbox's simulated TMDB answers, which knows sample titles only. Set a key to ask the real one.";
        }

        try
        {
            return SettingsReader.Read<TmdbOptions>(configuration) is { Enabled: true, ApiKey: null }
                ? $"No TMDB_API_KEY is set: TMDB is not asked; {(ExplainServices.IsPostgresSet(configuration) ? "only what bitmagnet's database has can match" : "nothing can match")}."
                : null;
        }
        catch (InvalidSettingsException)
        {
            return null; // The command reads it next, and names the setting.
        }
    }
}
