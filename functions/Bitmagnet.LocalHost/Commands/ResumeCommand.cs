using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

internal sealed class ResumeCommand(CommandIo io) : ApiCommand<ApiSettings>(io)
{
    protected override Task<JsonElement> AskAsync(Api api, ApiSettings settings, CancellationToken cancellationToken) =>
        api.PostAsync("enrichment/resume", cancellationToken);

    protected override void Show(JsonElement answer) => Console.Say(answer.At("changed")?.GetBoolean() == true
        ? "Enrichment goes on."
        : "Enrichment was not paused.");
}
