using System.ComponentModel;
using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

internal sealed class JobsShowCommand(CommandIo io) : ApiCommand<JobsShowCommand.Options>(io)
{
    private const int Shown = 20;

    internal sealed class Options : ApiSettings
    {
        [CommandArgument(0, "<id>")]
        [Description("The job's id, as jobs list shows it")]
        public required string Id { get; init; }
    }

    protected override Task<JsonElement> AskAsync(Api api, Options settings, CancellationToken cancellationToken) =>
        api.GetAsync($"jobs/{Uri.EscapeDataString(settings.Id)}", cancellationToken);

    protected override void Show(JsonElement answer)
    {
        Console.Fields(
            ("Job", answer.Text("id")), ("Status", answer.Text("status")), ("Reason", answer.Text("reason")), ("Error", answer.Text("error")),
            ("Attempts", answer.Text("attempts")), ("Deferred", answer.Text("deferrals")), ("Due", answer.Text("runAfter")),
            ("Made", answer.Text("createdAt")), ("Changed", answer.Text("updatedAt")), ("Body", answer.Text("body")), ("Torrents", answer.Text("torrents")));
        var hashes = answer.Items("infoHashes").Select(hash => hash.GetString()!).ToArray();
        foreach (var hash in hashes.Take(Shown))
        {
            Console.Say($"  {hash}");
        }

        if (hashes.Length > Shown)
        {
            Console.Say($"  and {hashes.Length - Shown} more; --json shows all");
        }
    }
}
