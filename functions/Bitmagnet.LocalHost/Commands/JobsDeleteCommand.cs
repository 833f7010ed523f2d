using System.ComponentModel;
using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

/// <summary><c>jobs delete</c>. Deleting cannot be undone, so deleting many asks for confirmation.</summary>
internal sealed class JobsDeleteCommand(CommandIo io) : ApiCommand<JobsDeleteCommand.Options>(io)
{
    private const int Batch = 200;

    internal sealed class Options : ApiSettings
    {
        [CommandArgument(0, "[id]")]
        [Description("The job's id; or --status")]
        public string? Id { get; init; }

        [CommandOption("--status <STATUS>")]
        [Description("All jobs of this status: failed, retry or processed")]
        public string? Status { get; init; }

        [CommandOption("--reason <REASON>")]
        [Description("With --status: only those of this reason")]
        public string? Reason { get; init; }

        [CommandOption("-y|--yes")]
        [Description("With --status: does not ask first")]
        public bool Yes { get; init; }

        protected override ValidationResult Check() =>
            Id is null == Status is null ? ValidationResult.Error("jobs delete takes the id of one job, or --status; allowed: one of the two")
            : Reason is not null && Status is null ? ValidationResult.Error("--reason stands alone; allowed: with --status")
            : ValidationResult.Success();
    }

    protected override async Task<JsonElement> AskAsync(Api api, Options settings, CancellationToken cancellationToken)
    {
        if (settings.Id is { } id)
        {
            return await api.DeleteAsync($"jobs/{Uri.EscapeDataString(id)}", cancellationToken);
        }

        if (!settings.Yes)
        {
            if (!Console.Profile.Capabilities.Interactive)
            {
                throw new BadInputException("jobs delete --status deletes many jobs and cannot be undone; allowed without a terminal: with --yes.");
            }

            if (!await Console.ConfirmAsync(Markup.Escape($"Delete all {settings.Status} jobs{(settings.Reason is { } reason ? $" of reason {reason}" : "")}? It cannot be undone."), false, cancellationToken))
            {
                return JsonElement.Parse("""{"deleted":0,"notDeleted":0}""");
            }
        }

        return await Batches.SumAsync(
            continuation => api.DeleteAsync(
                Api.Path("jobs", ("status", settings.Status), ("reason", settings.Reason), ("limit", $"{Batch}"), ("continuation", continuation)), cancellationToken),
            "deleted", "notDeleted");
    }

    protected override void Show(JsonElement answer) => Console.Say(answer.At("id") is not null
        ? $"Job {answer.Text("id")} is deleted."
        : answer.Count("deleted", "job is deleted", "jobs are deleted")
            + (answer.Text("notDeleted") == "0" ? "." : $"; {answer.Count("notDeleted", "is not, since somebody else moved it", "are not, since somebody else moved them")}."));
}
