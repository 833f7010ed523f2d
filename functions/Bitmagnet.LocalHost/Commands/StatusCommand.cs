using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

/// <summary><c>status</c>: the health of the running app.</summary>
internal sealed class StatusCommand(CommandIo io) : ApiCommand<ApiSettings>(io)
{
    protected override Task<JsonElement> AskAsync(Api api, ApiSettings settings, CancellationToken cancellationToken) => api.GetAsync("health", cancellationToken);

    protected override int CodeOf(JsonElement answer) => answer.Text("status") switch
    {
        "degraded" => ExitCode.Degraded,
        "unhealthy" => ExitCode.Unhealthy,
        _ => ExitCode.Done,
    };

    protected override void Show(JsonElement answer)
    {
        Console.Say($"{answer.Text("status")} at {answer.Text("at")}");
        foreach (var finding in answer.Items("findings"))
        {
            Console.Say($"{finding.Text("severity")}: {finding.Text("problem")}");
            Console.Fields(("  What to do", finding.Text("remedy")), ("  Since", $"{finding.Text("since")} ({finding.Text("code")})"));
        }

        if (answer.At("snapshot") is not { } figures)
        {
            return;
        }

        Console.Fields(
            ("Figures of", figures.Text("at")),
            ("Instances", figures.Text("instances")),
            ("Enriched", $"{figures.Text("database.index.attached")} of {figures.Text("database.index.eligible")}"),
            ("Jobs", $"{figures.Text("ledger.pending")} pending, {figures.Text("ledger.retry")} deferred, {figures.Text("ledger.failed")} failed, {figures.Text("ledger.processed")} processed"),
            ("Messages", $"{figures.Text("ledger.queueDepth")}, {figures.Text("ledger.poisonDepth")} poisoned"),
            ("Feed", figures.At("feed.pausedSince") is null ? $"{figures.Percent("feed.backfillShare")} of the old torrents are queued" : $"paused since {figures.Text("feed.pausedSince")}"),
            ("TMDB", figures.Text("tmdb.status")));
        Console.Rows(
            [.. figures.Items("database.queue.groups")],
            ("bitmagnet's queue", row => row.Text("queue")), ("status", row => row.Text("status")), ("jobs", row => row.Text("jobs")));
    }
}
