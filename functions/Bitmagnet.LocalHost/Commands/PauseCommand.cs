using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

internal sealed class PauseCommand(CommandIo io) : ApiCommand<ApiSettings>(io)
{
    protected override Task<JsonElement> AskAsync(Api api, ApiSettings settings, CancellationToken cancellationToken) =>
        api.PostAsync("enrichment/pause", cancellationToken);

    protected override void Show(JsonElement answer) => Console.Say(answer.At("changed")?.GetBoolean() == true
        ? "Enrichment is paused: nothing is fed until resume; jobs in the queue still run."
        : $"Enrichment is paused already, since {answer.Text("since")}.");
}
