using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

internal sealed class BackfillCancelCommand(CommandIo io) : ApiCommand<ApiSettings>(io)
{
    protected override Task<JsonElement> AskAsync(Api api, ApiSettings settings, CancellationToken cancellationToken) => api.DeleteAsync("backfill", cancellationToken);

    protected override void Show(JsonElement answer)
    {
        Console.Say(answer.At("changed")?.GetBoolean() == true ? "The backfill is cancelled; what is queued already still runs." : "No backfill is under way.");
        Backfill.Show(Console, answer.At("backfill")!.Value);
    }
}
