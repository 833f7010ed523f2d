using System.ComponentModel;
using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

internal sealed class JobsReplayCommand(CommandIo io) : ApiCommand<JobsReplayCommand.Options>(io)
{
    private const int Batch = 1000;

    internal sealed class Options : ApiSettings
    {
        [CommandArgument(0, "[id]")]
        [Description("The job's id; or --reason")]
        public string? Id { get; init; }

        [CommandOption("--reason <REASON>")]
        [Description("All failed jobs of this reason, such as poisoned")]
        public string? Reason { get; init; }

        protected override ValidationResult Check() => Id is null == Reason is null
            ? ValidationResult.Error("jobs replay takes the id of one job, or --reason; allowed: one of the two")
            : ValidationResult.Success();
    }

    protected override async Task<JsonElement> AskAsync(Api api, Options settings, CancellationToken cancellationToken)
    {
        if (settings.Id is { } id)
        {
            return await api.PostAsync($"jobs/{Uri.EscapeDataString(id)}/replay", cancellationToken);
        }

        return await Batches.SumAsync(
            continuation => api.PostAsync(
                Api.Path("jobs/replay", ("reason", settings.Reason), ("limit", $"{Batch}"), ("continuation", continuation)), cancellationToken),
            "replayed", "notReplayed");
    }

    protected override void Show(JsonElement answer) => Console.Say(answer.Text("outcome") switch
    {
        "alreadyPending" => $"Job {answer.Text("id")} is pending already.",
        "replayed" => $"Job {answer.Text("id")} runs again.",
        _ => answer.Count("replayed", "job runs again", "jobs run again")
            + (answer.Text("notReplayed") == "0" ? "." : $"; {answer.Count("notReplayed", "does not, since its body is no job or somebody else moved it", "do not, since their body is no job or somebody else moved them")}."),
    });
}
