using System.ComponentModel;
using System.Text.Json;
using Bitmagnet.Functions.Wording;
using Bitmagnet.LocalHost.Doctor;

namespace Bitmagnet.LocalHost.Commands;

/// <summary><c>doctor</c>: checks everything that a person can set up wrong, with a line and a remedy for each.</summary>
internal sealed class DoctorCommand(CommandIo io) : AsyncCommand<DoctorCommand.Options>
{
    internal sealed class Options : CheckedSettings
    {
        [CommandOption("--json")]
        [Description("Writes what was found as JSON")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Options settings, CancellationToken cancellationToken)
    {
        var found = await Examination.RunAsync(Examination.Settings, TimeProvider.System, cancellationToken);
        if (settings.Json)
        {
            await io.Console.Profile.Out.Writer.WriteLineAsync(JsonSerializer.Serialize(found, CommandJson.Default.IReadOnlyListDiagnosis));
        }
        else
        {
            found.ToList().ForEach(Show);
        }

        return found.Max(diagnosis => diagnosis.Verdict) switch
        {
            Verdict.Ok => ExitCode.Done,
            Verdict.Look => ExitCode.Degraded,
            _ => ExitCode.Unhealthy,
        };
    }

    private void Show(Diagnosis diagnosis)
    {
        var (word, colour) = diagnosis.Verdict switch
        {
            Verdict.Ok => ("ok", Color.Green),
            Verdict.Look => ("look", Color.Yellow),
            _ => ("WRONG", Color.Red),
        };
        var line = new Paragraph().Append($"{word,-6}", new Style(colour)).Append($"{diagnosis.Part,-14}{VisibleText.Of(diagnosis.Finding)}");
        io.Console.Write(diagnosis.Remedy is null ? line : line.Append($" {VisibleText.Of(diagnosis.Remedy)}", new Style(decoration: Decoration.Bold)));
        io.Console.WriteLine();
    }
}
