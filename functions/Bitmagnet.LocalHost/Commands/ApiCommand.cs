using System.Text.Json;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>A command that asks a running app.</summary>
/// <typeparam name="TSettings">Its options.</typeparam>
internal abstract class ApiCommand<TSettings>(CommandIo io) : AsyncCommand<TSettings> where TSettings : ApiSettings
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Standard output.</summary>
    protected IAnsiConsole Console => io.Console;

    /// <inheritdoc/>
    public override async Task<int> ExecuteAsync(CommandContext context, TSettings settings, CancellationToken cancellationToken)
    {
        using var api = new Api(ApiAddress.Read(settings, io.Setting));
        try
        {
            var answer = await AskAsync(api, settings, cancellationToken);
            if (settings.Json)
            {
                await Console.Profile.Out.Writer.WriteLineAsync(JsonSerializer.Serialize(answer, Indented));
            }
            else
            {
                Show(answer);
            }

            return CodeOf(answer);
        }
        catch (ApiException e)
        {
            await io.Error.WriteLineAsync(JsonText.Visible(e.IsRefusal ? RefusedOption.Name(e.Message, e.Field, typeof(TSettings)) : e.Message));
            return e.IsRefusal ? ExitCode.BadInput : ExitCode.Failed;
        }
    }

    /// <summary>Sends the request.</summary>
    /// <exception cref="ApiException">The app does not answer, or refuses.</exception>
    /// <exception cref="BadInputException">The options do not make a request.</exception>
    protected abstract Task<JsonElement> AskAsync(Api api, TSettings settings, CancellationToken cancellationToken);

    /// <summary>Writes the answer for a person.</summary>
    protected abstract void Show(JsonElement answer);

    /// <summary>The exit code for the answer.</summary>
    protected virtual int CodeOf(JsonElement answer) => ExitCode.Done;
}
