using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bitmagnet.LocalHost.Commands;

internal sealed class BackfillStartCommand(CommandIo io) : ApiCommand<BackfillStartCommand.Options>(io)
{
    internal sealed class Options : ApiSettings
    {
        [CommandOption("--since <TIME>")]
        [Description("Only torrents that bitmagnet first saw then or later, such as 2026-01-31T00:00:00Z")]
        public string? Since { get; init; }

        [CommandOption("--until <TIME>")]
        [Description("Only torrents that bitmagnet first saw before")]
        public string? Until { get; init; }

        [CommandOption("--type <TYPE>")]
        [Description("movie, tv_show or xxx; may be given again")]
        public string[] ContentTypes { get; init; } = [];

        [CommandOption("--text <WORDS>")]
        [Description("Only torrents whose name has these words")]
        public string? Text { get; init; }

        [CommandOption("--rematch")]
        [Description("Also torrents that have a title, and TMDB is asked anew")]
        public bool Rematch { get; init; }
    }

    protected override Task<JsonElement> AskAsync(Api api, Options settings, CancellationToken cancellationToken)
    {
        var body = new JsonObject();
        Add("since", settings.Since);
        Add("until", settings.Until);
        Add("contentTypes", settings.ContentTypes.Length == 0 ? null : new JsonArray([.. settings.ContentTypes]));
        Add("text", settings.Text);
        Add("rematch", settings.Rematch ? true : null);
        return api.SendAsync(HttpMethod.Post, "backfill", body, cancellationToken);

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }
    }

    protected override void Show(JsonElement answer) => Backfill.Show(Console, answer);
}
