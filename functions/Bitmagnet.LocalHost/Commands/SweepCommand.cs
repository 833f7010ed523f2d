using System.ComponentModel;
using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

/// <summary><c>sweep</c>: one run over bitmagnet's queue.</summary>
internal sealed class SweepCommand(CommandIo io) : ApiCommand<SweepCommand.Options>(io)
{
    internal sealed class Options : ApiSettings
    {
        [CommandOption("--dry-run")]
        [Description("Decides only, and changes nothing")]
        public bool DryRun { get; init; }
    }

    protected override Task<JsonElement> AskAsync(Api api, Options settings, CancellationToken cancellationToken) =>
        api.PostAsync($"sweep?dryRun={(settings.DryRun ? "true" : "false")}", cancellationToken);

    protected override int CodeOf(JsonElement answer) => answer.At("failure") is null ? ExitCode.Done : ExitCode.Failed;

    protected override void Show(JsonElement answer)
    {
        var isDryRun = answer.At("isDryRun")?.GetBoolean() == true;
        Console.Say($"{answer.Count("seen", "stale job")} looked at in {answer.Text("seconds")} s: "
            + (isDryRun ? $"{answer.Text("decided")} would be changed; this was a dry run." : $"{answer.Text("changed")} of {answer.Text("decided")} changed, {answer.Text("conflicts")} left for the next run."));
        Console.Rows(
            [.. answer.Items("groups")],
            ("queue", row => row.Text("queue")), ("status", row => row.Text("status")), ("cause", row => row.Text("cause")), ("verdict", row => row.Text("verdict")), ("jobs", row => row.Text("rows")));
        if (answer.At("isComplete")?.GetBoolean() == false)
        {
            Console.Say("The run's time was up before its end; the next one goes on from there.");
        }

        foreach (var text in new[] { "failure", "finding" }.Where(name => answer.At(name) is not null))
        {
            Console.Say(answer.Text(text));
        }
    }
}
