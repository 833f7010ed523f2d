using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

internal sealed class BackfillStatusCommand(CommandIo io) : ApiCommand<ApiSettings>(io)
{
    protected override Task<JsonElement> AskAsync(Api api, ApiSettings settings, CancellationToken cancellationToken) => api.GetAsync("backfill", cancellationToken);

    protected override void Show(JsonElement answer) => Backfill.Show(Console, answer);
}
