using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

/// <summary><c>backfill status</c>.</summary>
internal sealed class BackfillStatusCommand(CommandIo io) : ApiCommand<ApiSettings>(io)
{
    /// <inheritdoc/>
    protected override Task<JsonElement> AskAsync(Api api, ApiSettings settings, CancellationToken cancellationToken) => api.GetAsync("backfill", cancellationToken);

    /// <inheritdoc/>
    protected override void Show(JsonElement answer) => Backfill.Show(Console, answer);
}
