using System.ComponentModel;
using System.Text.Json;
using Bitmagnet.Functions.Http;
using Bitmagnet.Functions.Wording;

namespace Bitmagnet.LocalHost.Commands;

internal sealed class JobsListCommand(CommandIo io) : ApiCommand<JobsListCommand.Options>(io)
{
    private string asked = "";

    internal sealed class Options : ApiSettings
    {
        [CommandOption("--status <STATUS>")]
        [Description("pending, retry, failed or processed; all unless given")]
        public string? Status { get; init; }

        [CommandOption("--reason <REASON>")]
        [Description("Only those of this reason, such as poisoned")]
        public string? Reason { get; init; }

        [CommandOption("--limit <N>")]
        [Description("Most jobs shown, up to 200; 50 unless given")]
        public string? Limit { get; init; }

        [CommandOption("--continuation <TEXT>")]
        [Description("Goes on where an earlier list ended")]
        public string? Continuation { get; init; }
    }

    protected override async Task<JsonElement> AskAsync(Api api, Options settings, CancellationToken cancellationToken)
    {
        asked = string.Join(" and", new[] { ("status", settings.Status), ("reason", settings.Reason) }
            .Where(filter => filter.Item2 is not null).Select(filter => $" {filter.Item1} {Answer.Shown(filter.Item2)}"));
        var answer = await PageAsync(settings.Continuation);

        // An empty page may have a next page.
        while (!answer.Items("jobs").Any() && answer.At("continuation")?.GetString() is { } next)
        {
            answer = await PageAsync(next);
        }

        return answer;

        Task<JsonElement> PageAsync(string? continuation) => api.GetAsync(
            Api.Path("jobs", ("status", settings.Status), ("reason", settings.Reason), ("limit", settings.Limit), ("continuation", continuation)), cancellationToken);
    }

    protected override void Show(JsonElement answer)
    {
        var jobs = answer.Items("jobs").ToArray();
        Console.Rows(
            jobs,
            ("id", job => job.Text("id")), ("status", job => job.Text("status")), ("reason", job => job.Text("reason")), ("torrents", job => job.Text("torrents")),
            ("attempts", job => job.Text("attempts")), ("deferred", job => job.Text("deferrals")), ("due", job => job.Text("runAfter")), ("changed", job => job.Text("updatedAt")));
        Console.Say(jobs.Length == 0 ? asked.Length == 0 ? "There are no jobs." : $"There are no jobs with{asked}." : $"{Counted.Of(jobs.Length, "job")}.");
        if (answer.At("continuation")?.GetString() is { } next)
        {
            Console.Say($"There may be more: --continuation {next}");
        }
    }
}
