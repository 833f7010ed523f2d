using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

/// <summary><c>notify</c>: sends a test to every address of NOTIFY_URLS.</summary>
internal sealed class NotifyCommand(CommandIo io) : ApiCommand<ApiSettings>(io)
{
    protected override Task<JsonElement> AskAsync(Api api, ApiSettings settings, CancellationToken cancellationToken) =>
        api.PostAsync("notifications/test", cancellationToken);

    protected override int CodeOf(JsonElement answer) =>
        answer.Items("targets").Any() && answer.Items("targets").All(target => target.At("sent")!.Value.GetBoolean()) ? ExitCode.Done : ExitCode.Failed;

    protected override void Show(JsonElement answer)
    {
        foreach (var target in answer.Items("targets"))
        {
            Console.Say(target.At("sent")!.Value.GetBoolean() ? $"{target.Text("target")} took a test." : $"{target.Text("target")} did not take a test: {target.Text("problem")}.");
        }

        if (!answer.Items("targets").Any())
        {
            Console.Say("The app has no NOTIFY_URLS: nobody is told when health changes. docs/notifications.md says how to set it.");
        }
    }
}
