using System.Diagnostics.CodeAnalysis;
using Bitmagnet.Functions.Dashboard;
using Bitmagnet.Functions.Settings;
using Bitmagnet.Functions.Wording;
using Microsoft.AspNetCore.Connections;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>The command line: its commands, and the errors of those that cannot run.</summary>
internal static class CommandLine
{
    [UnconditionalSuppressMessage("AOT", "IL3050:RequiresDynamicCode", Justification = "A native binary keeps the commands and the library whole (Bitmagnet.LocalHost.csproj).")]
    public static async Task<int> RunAsync(string[] words, CommandIo io, CancellationToken cancellationToken = default)
    {
        var app = new CommandApp();
        app.Configure(configuration => Configure(configuration, io));
        try
        {
            return await app.RunAsync(CommandWords.Complete(words), cancellationToken);
        }
        catch (Exception e) when (Problem(e) is { } problem)
        {
            await io.Error.WriteLineAsync(problem.Text);
            return problem.Code;
        }
    }

    /// <summary>What a person is told of an error, and the exit code; null: it is none of theirs.</summary>
    private static (string Text, int Code)? Problem(Exception e) => e switch
    {
        CommandAppException => ($"{VisibleText.Of(e.Message.TrimEnd('.'))} (--help shows what is allowed).", ExitCode.BadInput),
        BadInputException => (e.Message, ExitCode.BadInput),
        IOException { InnerException: AddressInUseException } => ($"{e.Message.TrimEnd('.')}. End the program that has it, or choose another port: --port N.", ExitCode.Failed),
        UnauthorizedAccessException or IOException => ($"{e.Message.TrimEnd('.')}. Of the sandbox: name a folder that can be written with --sandbox-folder.", ExitCode.Failed),
        InvalidSettingsException or InvalidOperationException => (e.Message, ExitCode.Failed),
        _ => null,
    };

    private static void Configure(IConfigurator configuration, CommandIo io)
    {
        configuration.PropagateExceptions();
        configuration.UseStrictParsing();
        configuration.ConfigureConsole(io.Console);
        configuration.Settings.Registrar.RegisterInstance(io);
        configuration.SetApplicationName("bitmagnet-functions");
        configuration.SetApplicationVersion(About.ThisBuild.Version);
        configuration.AddExample("run", "--exit-when-drained");
        configuration.AddExample("explain", "\"The.Matrix.1999.1080p.BluRay.x264-GRP\"");
        configuration.AddExample("jobs", "list", "--status", "failed");

        configuration.AddCommand<RunCommand>("run").WithDescription("Runs the functions; with no settings given, in a sandbox. Also without the word.");
        configuration.AddCommand<ExplainNameCommand>("explain").WithDescription("Why a release name does, or does not, match.");
        configuration.AddCommand<StatusCommand>("status").WithDescription("How the running app is; the exit code says it, too.");
        configuration.AddCommand<TorrentCommand>("torrent").WithDescription("The story of one torrent.");
        configuration.AddCommand<NotifyCommand>("notify").WithDescription("Sends a test to everybody who is told when health changes.");
        configuration.AddCommand<DoctorCommand>("doctor").WithDescription("Checks everything that can be set up wrong, and says how to mend it.");
        configuration.AddBranch("jobs", jobs =>
        {
            jobs.SetDescription("Looks at, runs again and deletes jobs.");
            jobs.AddCommand<JobsListCommand>("list").WithDescription("Lists them, oldest first.");
            jobs.AddCommand<JobsShowCommand>("show").WithDescription("One job, with its body and its error.");
            jobs.AddCommand<JobsReplayCommand>("replay").WithDescription("Runs one again, or all failed ones of a reason.");
            jobs.AddCommand<JobsDeleteCommand>("delete").WithDescription("Deletes one, or all of a status.");
        });
        configuration.AddCommand<PauseCommand>("pause").WithDescription("Stops the feed of all instances.");
        configuration.AddCommand<ResumeCommand>("resume").WithDescription("Starts it again.");
        configuration.AddCommand<SweepCommand>("sweep").WithDescription("Sweeps bitmagnet's queue once, now.");
        configuration.AddBranch("backfill", backfill =>
        {
            backfill.SetDescription("Walks again through old torrents.");
            backfill.AddCommand<BackfillStartCommand>("start").WithDescription("Starts a walk.");
            backfill.AddCommand<BackfillStatusCommand>("status").WithDescription("How far it is.");
            backfill.AddCommand<BackfillCancelCommand>("cancel").WithDescription("Ends it; what is fed already still runs.");
        });
    }
}
