using System.Globalization;
using System.Text.Json;
using Bitmagnet.LocalHost.Progress;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>Shows a requested backfill.</summary>
internal static class Backfill
{
    public static void Show(IAnsiConsole console, JsonElement walk)
    {
        if (walk.Text("state") == "none")
        {
            console.Say("No backfill was ever asked for.");
            return;
        }

        console.Fields(
            ("Backfill", walk.Text("state")), ("Started", walk.Text("startedAt")), ("Ended", walk.Text("endedAt")), ("Since", walk.Text("since")),
            ("Until", walk.Text("until")), ("Types", walk.Text("contentTypes")), ("Text", walk.Text("text")), ("Rematch", walk.Text("rematch")),
            ("Walked", walk.Percent("share")), ("Queued", walk.Count("fed", "torrent")),
            ("Time left", walk.At("timeLeft")?.GetString() is { } left ? TimeLeft.Text(TimeSpan.Parse(left, CultureInfo.InvariantCulture)) : JsonText.None));
    }
}
