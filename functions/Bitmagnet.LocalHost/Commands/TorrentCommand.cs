using System.ComponentModel;
using System.Text.Json;
using Bitmagnet.Functions.Wording;

namespace Bitmagnet.LocalHost.Commands;

/// <summary><c>torrent</c>: the story of one torrent.</summary>
internal sealed class TorrentCommand(CommandIo io) : ApiCommand<TorrentCommand.Options>(io)
{
    internal sealed class Options : ApiSettings
    {
        [CommandArgument(0, "<infoHash>")]
        [Description("40 hexadecimal characters")]
        public required string InfoHash { get; init; }
    }

    protected override Task<JsonElement> AskAsync(Api api, Options settings, CancellationToken cancellationToken) =>
        api.GetAsync($"torrents/{Uri.EscapeDataString(settings.InfoHash.Trim())}", cancellationToken);

    protected override void Show(JsonElement story)
    {
        Console.Fields(
            ("Torrent", story.Text("infoHash")), ("Name", story.Text("name")), ("Title", Title(story.At("content"))), ("Hint", Key(story.At("hint"))),
            ("Corrected", Key(story.At("correction.chosen"))),
            ("Name read as", $"{story.Text("explanation.kind")} \"{story.Text("explanation.title")}\" {story.At("explanation.year")?.GetRawText() ?? "(no year)"}"),
            ("Look-up", Title(story.At("explanation.match"))), ("Why", story.Text("explanation.why")), ("Next", story.Text("next.text")));
        foreach (var step in story.Items("explanation.steps"))
        {
            Console.Say($"  {VisibleText.Of(step.GetString()!)}");
        }

        Console.Rows(
            [.. story.Items("jobs")],
            ("job", job => job.Text("id")), ("status", job => job.Text("status")), ("reason", job => job.Text("reason")), ("due", job => job.Text("runAfter")), ("error", job => job.Text("error")));
    }

    private static string Key(JsonElement? key) => key is { } known ? $"{known.Text("type")} {known.Text("source")}/{known.Text("id")}" : JsonText.None;

    private static string Title(JsonElement? content) => content is { } known
        ? $"{Key(known)} \"{known.Text("title")}\"{(known.At("releaseYear") is { } year ? $" ({year.GetRawText()})" : "")}"
        : "none";
}
