using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bitmagnet.Functions;
using Bitmagnet.Functions.Wording;

namespace Bitmagnet.LocalHost.Commands;

/// <summary>A command that asks a running app.</summary>
internal abstract class ApiCommand<TSettings>(CommandIo io) : AsyncCommand<TSettings> where TSettings : ApiSettings
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        TypeInfoResolver = CommandJson.Default,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    protected IAnsiConsole Console => io.Console;

    public override async Task<int> ExecuteAsync(CommandContext context, TSettings settings, CancellationToken cancellationToken)
    {
        using var api = new Api(ApiAddress.Read(settings, io.Setting));
        try
        {
            var answer = await AskAsync(api, settings, cancellationToken);
            if (settings.Json)
            {
                await Console.Profile.Out.Writer.WriteLineAsync(JsonSerializer.Serialize(answer, Indented.TypeInfo<JsonElement>()));
            }
            else
            {
                Show(answer);
            }

            return CodeOf(answer);
        }
        catch (ApiException e)
        {
            await io.Error.WriteLineAsync(VisibleText.Of(Named(e)));
            return e.IsRefusal ? ExitCode.BadInput : ExitCode.Failed;
        }
    }

    /// <summary>Sends the request.</summary>
    /// <exception cref="ApiException">The app does not answer, or refuses.</exception>
    /// <exception cref="BadInputException">The options do not make a request.</exception>
    protected abstract Task<JsonElement> AskAsync(Api api, TSettings settings, CancellationToken cancellationToken);

    /// <summary>Writes the answer for a person.</summary>
    protected abstract void Show(JsonElement answer);

    protected virtual int CodeOf(JsonElement answer) => ExitCode.Done;

    /// <summary>The message, with the option that a person wrote in place of the field that the app refuses: an option's property has the field's name.</summary>
    private static string Named(ApiException e)
    {
        var property = e is { IsRefusal: true, Field: { } field }
            ? typeof(TSettings).GetProperty(field.Split('[')[0], BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)
            : null;
        return property?.GetCustomAttribute<CommandOptionAttribute>() is { } option && e.Message.StartsWith(e.Field!, StringComparison.Ordinal)
            ? $"--{option.LongNames[0]}{e.Message[e.Field!.Length..]}"
            : e.Message;
    }
}
